"""The worker processes of one search: started, asked and stopped."""

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import Self

from forum.scheduling.fixed.problem import FixedProblem
from forum.scheduling.fixed.sat import SatAnswer

_MODULE = "forum.scheduling.fixed.worker_process"


class WorkerLost(RuntimeError):
    """A worker ended unexpectedly: killed from outside, or out of memory."""


class Worker:
    """One process, its current question, and the thread that receives its answers."""

    def __init__(self, pool: "WorkerPool", options: Mapping[str, int]) -> None:
        self.pool = pool
        self.options = options
        self.asked: int | None = None
        path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", _MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        )
        self.thread = threading.Thread(target=self._receive, daemon=True)
        self.thread.start()
        self._send((pool.problem, pool.fairness, dict(options)))

    def ask(self, breaks: int | None) -> None:
        """Ask whether a timetable has at most `breaks` breaks; the pool receives the answer."""
        self.asked = breaks
        self._send(breaks)

    def _send(self, message: object) -> None:
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # the receiving thread reports that it has ended
            pickle.dump(message, self.process.stdin)
            self.process.stdin.flush()

    def _receive(self) -> None:
        assert self.process.stdout is not None
        with contextlib.suppress(EOFError, OSError, ValueError, pickle.UnpicklingError):
            while True:
                asked, answer = pickle.load(self.process.stdout)  # noqa: S301 - our own worker wrote it
                self.pool.answers.put((self, asked, answer))
        self.pool.answers.put((self, None, None))

    def end(self) -> None:
        """Kill the process and wait until it has ended."""
        self.process.kill()
        self.process.wait()
        self.thread.join()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()


class WorkerPool:
    """The workers of one search, as a context manager that ends them all."""

    def __init__(self, problem: FixedProblem, *, fairness: int | None) -> None:
        self.problem = problem
        self.fairness = fairness
        self.workers: list[Worker] = []
        self.answers: queue.Queue[tuple[Worker, int | None, SatAnswer | None]] = queue.Queue()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            worker.end()

    def start(self, options: Mapping[str, int]) -> Worker:
        """Start a worker."""
        worker = Worker(self, options)
        self.workers.append(worker)
        return worker

    def stop(self, worker: Worker) -> None:
        """End one worker, whose answer is no longer needed."""
        self.workers.remove(worker)
        worker.end()

    def receive(self, seconds: float) -> tuple[Worker, int | None, SatAnswer] | None:
        """The next answer, or None after `seconds` seconds. Raises `WorkerLost` if a worker ended unexpectedly."""
        try:
            worker, asked, answer = self.answers.get(timeout=seconds)
        except queue.Empty:
            return None
        if worker not in self.workers:
            return None
        if answer is None:
            raise WorkerLost(f"a worker ended with {worker.process.wait()}")
        return worker, asked, answer
