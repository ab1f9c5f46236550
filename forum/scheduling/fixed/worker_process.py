"""A worker: a solver in a process of its own, which can be killed at any moment: `python -m …fixed.worker_process`.

It is a new process and not a fork or a multiprocessing child, because the caller may have threads and its main module
may be a web application. Problem and questions are read from the standard input, answers written to the standard
output, both pickled; only our own process is at the other end.
"""

import contextlib
import ctypes
import pickle
import signal
import sys

from forum.scheduling.fixed.sat import ask_once

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Answer questions until the input ends."""
    with contextlib.suppress(AttributeError, OSError):  # only Linux can kill a child when its parent ends
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    inbox, outbox = sys.stdin.buffer, sys.stdout.buffer
    problem, fairness, options = pickle.load(inbox)  # noqa: S301 - our own parent wrote it
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            asked = pickle.load(inbox)  # noqa: S301 - our own parent wrote it
            pickle.dump((asked, ask_once(problem, asked, fairness=fairness, options=options)), outbox)
            outbox.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
    main()
