"""The folder of one index, opened once per process. A folder that is not as tantivy wrote it raises IndexLostError.

Files are immutable: each is verified by its checksum when first seen, and again if its inode, size or time changes. A
truncated file must never be read through its memory map.
"""

import json
import shutil
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from threading import RLock

from tantivy import Index, IndexWriter, Searcher

from search.engines.embedded import schema
from search.engines.interface import EngineError, IndexLostError, WriteLockedError

#: Seconds between verifications without a commit; bytes of a writer; attempts to get its lock, and seconds between them.
VERIFY_EVERY, HEAP, ATTEMPTS, PAUSE = 1.0, 32_000_000, 200, 0.05
SUFFIXES = ("term", "idx", "pos", "store", "fast", "fieldnorm")
#: Errors of Python, and messages of tantivy, for an index that is damaged or of another version or schema.
LOST = (FileNotFoundError, UnicodeDecodeError, json.JSONDecodeError, LookupError, TypeError)
FAILED = (ValueError, OSError, RuntimeError, *LOST)
UNREADABLE = ("orrupt", "ncompatible", "schema does not match", "not exist", "NotExist")


@contextmanager
def engine_errors() -> Iterator[None]:
    """Translate failures of tantivy to EngineError, also panics, which are no Exception."""
    try:
        yield
    except BaseException as error:
        if not isinstance(error, FAILED) and type(error).__name__ != "PanicException":
            raise
        is_lost = isinstance(error, LOST) or any(said in str(error) for said in UNREADABLE)
        kind = WriteLockedError if "LockBusy" in str(error) else IndexLostError if is_lost else EngineError
        raise kind(str(error)) from error


class Folder:
    def __init__(self, path: Path):
        self.path, self._meta, self._lock = path, path / "meta.json", RLock()
        self._forget()

    def _forget(self) -> None:
        self._stamp, self._index, self._files = None, None, {}

    def searcher(self, *, anew: bool = False) -> Searcher:
        """Return a searcher of the last commit of any process; `anew` verifies all files."""
        with self._lock, engine_errors():
            if anew:
                self._forget()
            stamp = _state(self._meta)
            if stamp != self._stamp or time.monotonic() > self._verify_at:
                self._load(stamp)
            return self._searcher

    @contextmanager
    def writing(self) -> Iterator[tuple[IndexWriter, Searcher]]:
        """Yield a writer and a searcher; commit at the end. Raises WriteLockedError."""
        self.searcher()
        with engine_errors():
            writer = self._writer()
            try:
                yield writer, self.searcher()
                writer.commit()
            finally:
                # Merges segments, and releases the lock.
                with suppress(EngineError), engine_errors():
                    writer.wait_merging_threads()

    def create(self) -> None:
        """Create an index with its canary document, unless there is a sound one."""
        try:
            self.searcher(anew=True)
        except IndexLostError:
            self.drop()
            with engine_errors():
                self.path.mkdir(parents=True, exist_ok=True)
                with Index(schema.schema(), path=str(self.path), reuse=False).writer(HEAP, 1) as writer:
                    writer.add_document(schema.removed(schema.CANARY, 1, schema.CANARY))
            self.searcher()

    def drop(self) -> None:
        with self._lock:
            self._forget()
            shutil.rmtree(self.path, ignore_errors=True)

    def _load(self, stamp: tuple) -> None:
        """Open the index, or reload it after a commit."""
        try:
            with engine_errors():
                self._files = self._verified_files()
                if self._index is None:
                    self._index = Index(schema.schema(), path=str(self.path))
                    self._index.config_reader("manual")
                self._index.reload()
                self._searcher = self._index.searcher()
                if self._searcher.search(schema.term(schema.SCORED, schema.CANARY), 1).count != 1:
                    raise IndexLostError(f"The index in {self.path} does not have what every index has.")
            self._stamp, self._verify_at = stamp, time.monotonic() + VERIFY_EVERY
        except EngineError:
            if (now := _state(self._meta)) == stamp:
                self._forget()
                raise
            # Committed meanwhile: other files took the place of those about to be read.
            self._load(now)

    def _verified_files(self) -> dict[Path, tuple]:
        """Verify and return the files of all segments. `gone` counts deleted documents that doc_freq still includes."""
        segments = json.loads(self._meta.read_text())["segments"]
        deletes = {one["segment_id"].replace("-", ""): one["deletes"] for one in segments}
        self.gone = sum(one["num_deleted_docs"] for one in deletes.values() if one)
        names = [f"{segment}.{suffix}" for segment in deletes for suffix in SUFFIXES]
        names += [f"{segment}.{one['opstamp']}.del" for segment, one in deletes.items() if one]
        files = {self.path / name: _state(self.path / name) for name in names}
        for path, state in files.items():
            if self._files.get(path) != state and not _is_sound(path.read_bytes()):
                raise IndexLostError(f"{path} is not what was written to it.")
        return files

    def _writer(self) -> IndexWriter:
        for _attempt in range(ATTEMPTS):
            with suppress(WriteLockedError), engine_errors():
                return self._index.writer(HEAP, 1)
            time.sleep(PAUSE)
        raise WriteLockedError(f"Another process is writing to {self.path}.")


opened = cache(Folder)


def _state(path: Path) -> tuple:
    return (found := path.stat()).st_ino, found.st_size, found.st_mtime_ns


def _is_sound(content: bytes) -> bool:
    """Verify the CRC in a file's footer: JSON, its length, a magic number."""
    with suppress(ValueError, KeyError):
        end = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
        return json.loads(content[end:-8])["crc"] == zlib.crc32(memoryview(content)[:end])
    return False
