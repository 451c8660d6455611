"""The folder of one index, as a process has it open; one that is not as tantivy wrote it raises IndexLostError.

Files never change: each is compared with its checksum once, and again where it seems to be another one. A file that was
cut off must not be read through the memory that it was mapped into.
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

#: Seconds between two looks at files of which no commit says that they changed, and bytes of memory for a writer.
LOOK_AGAIN, HEAP = 1.0, 32_000_000
#: How often a process asks for the writer that another one has, and the seconds between.
ATTEMPTS, PAUSE = 200, 0.05
SUFFIXES = ("term", "idx", "pos", "store", "fast", "fieldnorm")
#: What is said of an index that is not whole, or of another version or schema: by Python, and by tantivy.
LOST = (FileNotFoundError, UnicodeDecodeError, json.JSONDecodeError, LookupError, TypeError)
UNREADABLE = ("orrupt", "ncompatible", "schema does not match", "not exist", "NotExist")


@contextmanager
def answering() -> Iterator[None]:
    """Raise EngineError where tantivy fails, also where it panics, which is no Exception."""
    try:
        yield
    except BaseException as error:
        if (
            not isinstance(error, (ValueError, OSError, RuntimeError, *LOST))
            and type(error).__name__ != "PanicException"
        ):
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
        """Return what sees the last commit, whichever process made it; `anew` compares all files with their checksums."""
        with self._lock, answering():
            if anew:
                self._forget()
            stamp = _state(self._meta)
            if stamp != self._stamp or time.monotonic() > self._look_at:
                self._load(stamp)
            return self._searcher

    @contextmanager
    def writing(self) -> Iterator[tuple[IndexWriter, Searcher]]:
        """Yield the writer and what there is; commit in the end. Raise WriteLockedError where another process does not end."""
        self.searcher()
        with answering():
            writer = self._writer()
            try:
                yield writer, self.searcher()
                writer.commit()
            finally:
                # Makes few segments of many, and gives back the lock whatever happened.
                with suppress(EngineError), answering():
                    writer.wait_merging_threads()

    def create(self) -> None:
        """Make an index with its canary; nothing where it is sound."""
        try:
            self.searcher(anew=True)
        except IndexLostError:
            self.drop()
            with answering():
                self.path.mkdir(parents=True, exist_ok=True)
                with Index(schema.schema(), path=str(self.path), reuse=False).writer(HEAP, 1) as writer:
                    writer.add_document(schema.removed(schema.CANARY, 1, schema.CANARY))
            self.searcher()

    def drop(self) -> None:
        with self._lock:
            self._forget()
            shutil.rmtree(self.path, ignore_errors=True)

    def _load(self, stamp: tuple) -> None:
        """Open the index, or read what was committed since."""
        try:
            with answering():
                self._files = self._whole_files()
                if self._index is None:
                    self._index = Index(schema.schema(), path=str(self.path))
                    self._index.config_reader("manual")
                self._index.reload()
                self._searcher = self._index.searcher()
                if self._searcher.search(schema.term(schema.SCORED, schema.CANARY), 1).count != 1:
                    raise IndexLostError(f"The index in {self.path} does not have what every index has.")
            self._stamp, self._look_at = stamp, time.monotonic() + LOOK_AGAIN
        except EngineError:
            if (now := _state(self._meta)) == stamp:
                self._forget()
                raise
            # Others took the place of files that were about to be read.
            self._load(now)

    def _whole_files(self) -> dict[Path, tuple]:
        """Return the files of all segments. `gone` are documents that tantivy counts still, removed or changed."""
        segments = json.loads(self._meta.read_text())["segments"]
        deletes = {one["segment_id"].replace("-", ""): one["deletes"] for one in segments}
        self.gone = sum(one["num_deleted_docs"] for one in deletes.values() if one)
        names = [f"{segment}.{suffix}" for segment in deletes for suffix in SUFFIXES]
        names += [f"{segment}.{one['opstamp']}.del" for segment, one in deletes.items() if one]
        files = {self.path / name: _state(self.path / name) for name in names}
        for path, state in files.items():
            if self._files.get(path) != state and not _is_whole(path.read_bytes()):
                raise IndexLostError(f"{path} is not what was written to it.")
        return files

    def _writer(self) -> IndexWriter:
        for _attempt in range(ATTEMPTS):
            with suppress(WriteLockedError), answering():
                return self._index.writer(HEAP, 1)
            time.sleep(PAUSE)
        raise WriteLockedError(f"Another process is writing to {self.path}.")


opened = cache(Folder)


def _state(path: Path) -> tuple:
    return (found := path.stat()).st_ino, found.st_size, found.st_mtime_ns


def _is_whole(content: bytes) -> bool:
    """Compare a file with the checksum at its end: JSON, the length of that, and a magic number."""
    with suppress(ValueError, KeyError):
        end = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
        return json.loads(content[end:-8])["crc"] == zlib.crc32(memoryview(content)[:end])
    return False
