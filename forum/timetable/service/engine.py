"""The engine at work in a process beside this one: started, listened to, ended."""

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from types import TracebackType
from typing import Any, Self

from forum.scheduling.problem import Problem, ProblemError, Timetable

MODULE = "forum.timetable.commands.solver_process"


class EngineLost(RuntimeError):
    """The process ended without an answer: killed from outside, or out of memory."""


class Engine:
    """One search, as a context manager that leaves no process behind.

    `progress` is the latest report, None before the first one.
    """

    def __init__(self, problem: Problem, *, seconds: float, seed: int, most_moves: int | None = None) -> None:
        self.progress: Any = None
        self._messages: queue.Queue[tuple[str, Any]] = queue.Queue()
        path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        )
        threading.Thread(target=self._receive, daemon=True).start()
        workers = max(1, (os.cpu_count() or 1) - 1)
        options: dict[str, Any] = {"seconds": seconds, "seed": seed, "workers": workers}
        if problem.published:
            options["most_moves"] = most_moves
        self._write(pickle.dumps((problem, options)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError, ValueError):
                    pipe.close()

    def end(self) -> None:
        """Let the search end with the best so far, which is the answer."""
        self._write(b".")

    def answer(self, seconds: float) -> Timetable | None:
        """The timetable; None if there is none after so many seconds.

        Raises:
            ProblemError: the problem contradicts itself.
            EngineLost
        """
        with contextlib.suppress(queue.Empty):
            while True:
                kind, what = self._messages.get(timeout=seconds)
                if kind == "timetable":
                    timetable: Timetable = what
                    return timetable
                if kind == "error":
                    raise ProblemError(what)
                if kind == "lost":
                    raise EngineLost(f"the engine ended with {self._process.wait()}")
                self.progress = what
                seconds = 0.0
        return None

    def _write(self, words: bytes) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # the receiving thread reports that it has ended
            self._process.stdin.write(words)
            self._process.stdin.flush()

    def _receive(self) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(EOFError, OSError, ValueError, pickle.UnpicklingError):
            while True:
                self._messages.put(pickle.load(self._process.stdout))  # noqa: S301 - our own process wrote it
        self._messages.put(("lost", None))
