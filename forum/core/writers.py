"""One writer at a time on SQLite, in the order they came.

SQLite lets one connection write; the others sleep, longer after each try: at a busy gate some wait for seconds. So the
writers of this app queue first, threads at a lock and processes at a lock on a file beside the database, and continue
as soon as it is their turn. SQLite itself still excludes writers that do not queue here.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, LOCK_UN, flock
from threading import Lock

PAUSE_S = 0.001


class WritersBusy(Exception):
    """The turn did not come in time."""


class WritersQueue:
    """The queue of one database file; `patience` (seconds) limits the wait of each writer."""

    def __init__(self, database: str, *, patience: float) -> None:
        self._path = f"{database}-writers"
        self._patience = patience
        self._lock = Lock()
        self._opened: tuple[int, int] | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn and keep it during the block.

        Raises:
            WritersBusy: others wrote for too long.
        """
        until = time.monotonic() + self._patience
        if not self._lock.acquire(timeout=self._patience):
            raise WritersBusy
        try:
            file = self._file()
            _lock_file(file, until=until)
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


def _lock_file(file: int, *, until: float) -> None:
    """Lock a file; the system can wait for it without end only, so we look again each millisecond."""
    while True:
        try:
            flock(file, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise WritersBusy from None
            time.sleep(PAUSE_S)
        else:
            return
