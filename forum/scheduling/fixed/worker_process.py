"""A search in a process of its own, so that it can be ended at any moment: `python -m …fixed.worker`.

A process started afresh, rather than a fork or a multiprocessing child: the caller may have threads, and its main
module may be a whole web application. Problem and questions come in through the standard input, answers go out by the
standard output, both pickled; both ends are ours.
"""

import contextlib
import ctypes
import pickle
import signal
import sys

from forum.scheduling.fixed.sat import ask_once

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Answers questions until the input ends."""
    with contextlib.suppress(AttributeError, OSError):  # only Linux can bind a child's life to its parent's
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    inbox, outbox = sys.stdin.buffer, sys.stdout.buffer
    problem, fairness, options = pickle.load(inbox)  # noqa: S301 - our own parent wrote it
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            asked = pickle.load(inbox)  # noqa: S301 - our own parent wrote it
            pickle.dump((asked, ask_once(problem, asked, fairness=fairness, options=options)), outbox)
            outbox.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to end
    main()
