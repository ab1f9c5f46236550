"""One writer at a time on SQLite, in the order they came.

SQLite lets one connection write and sends the others to sleep, longer after each try: at a busy door the unlucky wait
for seconds. So writers of this program queue first, threads at a lock and processes at a lock on a file beside the
database, and are woken the moment it is their turn. Whoever does not queue here is still kept out by SQLite itself.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_UN, flock
from threading import Lock


class WritersQueue:
    """The queue of one database file. `patience` (seconds) ends a wait that would last for ever: a writer that waits
    for itself is let through, and SQLite refuses it with "database is locked"."""

    def __init__(self, database: str, *, patience: float) -> None:
        self._path = f"{database}-writers"
        self._patience = patience
        self._lock = Lock()
        self._opened: tuple[int, int] | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn, and keep it for the length of the block."""
        if not self._lock.acquire(timeout=self._patience):
            yield
            return
        try:
            file = self._file()
            flock(file, LOCK_EX)
            try:
                yield
            finally:
                flock(file, LOCK_UN)
        finally:
            self._lock.release()

    def _file(self) -> int:
        """The file of this very process: one inherited through a fork would share the parent's turn."""
        if self._opened is None or self._opened[0] != os.getpid():
            self._opened = (os.getpid(), os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        return self._opened[1]
