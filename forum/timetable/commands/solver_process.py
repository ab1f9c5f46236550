"""The engine in a process of its own: `python -m forum.timetable.commands.solver_process`.

A new process, so that the pages and the other jobs of the process that started it keep its processor, and so that it
can be ended at any moment. A problem comes on the standard input, reports and the timetable go to the standard output,
all pickled; only our own process is at the other end. A further byte on the input ends the search with the best so far;
the end of the input, which is what a lost parent leaves, ends the process.
"""

import contextlib
import os
import pickle
import signal
import sys
import threading
from typing import BinaryIO

from forum.scheduling.problem import ProblemError

GENTLE = 5
"""How much nicer than the pages the engine is."""


def main() -> None:
    """Solve the problem that comes in."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
    with contextlib.suppress(OSError):
        os.nice(GENTLE)
    inbox, outbox = sys.stdin.buffer, sys.stdout.buffer
    problem, options = pickle.load(inbox)  # noqa: S301 - our own parent wrote it
    ended = threading.Event()
    threading.Thread(target=_listen, args=(inbox, ended), daemon=True).start()

    def send(kind: str, what: object) -> None:
        pickle.dump((kind, what), outbox)
        outbox.flush()

    from forum.scheduling.solver import replan, solve  # takes a second: meanwhile the parent may have gone

    with contextlib.suppress(BrokenPipeError):
        try:
            look = replan if problem.published else solve
            timetable = look(
                problem, **options, cancelled=ended.is_set, progress=lambda report: send("progress", report)
            )
        except ProblemError as error:
            send("error", str(error))
        else:
            send("timetable", timetable)


def _listen(inbox: BinaryIO, ended: threading.Event) -> None:
    while inbox.read(1):
        ended.set()
    os._exit(1)


if __name__ == "__main__":
    main()
