"""Reads one file and prints its words: in a process of its own, which can be ended when it takes too long."""

import sys
from pathlib import Path

from search.indexing.documents.reading import UnreadableError, text_of_file

#: What the process ends with where nothing could be read, and its output says why.
UNREADABLE = 3

if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.stdout.write(text_of_file(Path(sys.argv[1])))
    except UnreadableError as error:
        sys.stdout.write(str(error))
        sys.exit(UNREADABLE)
