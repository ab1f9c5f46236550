"""One writer at a time on SQLite, in the order they came.

SQLite lets one connection write; the others sleep, longer after each try: at a busy gate some wait for seconds. So the
writers of this app queue first, threads at a lock and processes at a lock on a file beside the database, and continue
as soon as it is their turn. SQLite itself still excludes writers that do not queue here.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_UN, flock
from threading import Lock


class WritersQueue:
    """The queue of one database file.

    `patience` (seconds) limits the wait: a writer that waits for itself goes on after it, and SQLite refuses it with
    "database is locked".
    """

    def __init__(self, database: str, *, patience: float) -> None:
        self._path = f"{database}-writers"
        self._patience = patience
        self._lock = Lock()
        self._opened: tuple[int, int] | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn and keep it during the block."""
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
        """The lock file, opened by this process: one inherited through a fork would share the parent's lock."""
        if self._opened is None or self._opened[0] != os.getpid():
            self._opened = (os.getpid(), os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        return self._opened[1]
