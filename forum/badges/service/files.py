"""The PDF of a long run, drawn in the background: thousands of badges take seconds that no page should wait for.

The row is the work: a worker claims it, moves the claim on while it draws, and whoever finds a claim that stands still
starts again. The file takes its name only when it is whole, so that two who draw the same do no harm.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Update, delete, or_, update

from forum.badges.models import PrintFile, PrintRun
from forum.badges.queries import LOST_AFTER, contents_of, files_before, list_printables, next_file, run_order
from forum.badges.rules import Printable
from forum.badges.service.faces import stream_run
from forum.core.database import atomic, found, on_commit, session
from forum.editions.models import Edition
from forum.jobs import soon
from forum.printing.fonts import Fonts

log = logging.getLogger("forum.badges")

DRAW = "badges.draw"
BATCH = 200
FOLDER = "print-runs"
KEPT = timedelta(days=7)
Clock = Callable[[], datetime]


class ClaimLost(Exception):
    """Somebody else draws this file by now."""


def file_path(data_dir: Path, run_id: int) -> Path:
    """Where the PDF of a run is."""
    return data_dir / FOLDER / f"run-{run_id}.pdf"


def ask_for_file(run_id: int, *, now: datetime) -> None:
    """Have the PDF of a run drawn, again if it is there; one that is being drawn is left alone."""
    with atomic() as session:
        file = session.get(PrintFile, run_id)
        if file is not None and file.ready_at is None and file.failed_at is None:
            return
        session.merge(
            PrintFile(run_id=run_id, asked_at=now, claimed_at=None, drawn=0, ready_at=None, failed_at=None, contents="")
        )
        on_commit(lambda: soon(DRAW))


def draw_files(data_dir: Path, *, fonts: Fonts, clock: Clock) -> int:
    """Draw every file that was asked for, the oldest wish first; returns how many."""
    done = 0
    while (run_id := next_file(clock())) is not None:
        claim = _claim(run_id, now=clock())
        if claim is not None and _drawn(run_id, claim, data_dir=data_dir, fonts=fonts, clock=clock):
            done += 1
    return done


def _drawn(run_id: int, claim: datetime, *, data_dir: Path, fonts: Fonts, clock: Clock) -> bool:
    """Draw a file; False if somebody else took it over. One that cannot be drawn says so and holds up no other."""
    path = file_path(data_dir, run_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    progress = _Progress(run_id, claim, clock)
    try:
        with TemporaryDirectory(dir=path.parent) as own:
            part = Path(own) / path.name
            badge_ids = run_order(run_id)
            with part.open("wb") as file:
                file.writelines(_pieces(run_id, badge_ids, progress=progress, fonts=fonts))
            part.replace(path)
        progress.end(ready_at=clock(), contents=contents_of(badge_ids))
    except ClaimLost:
        return False
    except Exception:
        log.exception("the badges of run %s cannot be drawn", run_id)
        progress.end(failed_at=clock())
    return True


def _pieces(run_id: int, badge_ids: list[int], *, progress: "_Progress", fonts: Fonts) -> Iterator[bytes]:
    run = found(session().get(PrintRun, run_id))
    edition = found(session().get(Edition, run.edition_id))
    return stream_run(run, edition, _read(badge_ids, progress), fonts=fonts)


def _read(badge_ids: list[int], progress: "_Progress") -> Iterator[Printable]:
    for start in range(0, len(badge_ids), BATCH):
        progress.move(drawn=start)
        yield from list_printables(badge_ids[start : start + BATCH])


def _claim(run_id: int, *, now: datetime) -> datetime | None:
    free = or_(PrintFile.claimed_at.is_(None), PrintFile.claimed_at < now - LOST_AFTER)
    taken = update(PrintFile).where(PrintFile.run_id == run_id, PrintFile.ready_at.is_(None), free)
    return now if _changed(taken.values(claimed_at=now, drawn=0)) else None


class _Progress:
    """A claim that moves on as its file is drawn.

    Raises from each step:
        ClaimLost: it stood still for so long that somebody else draws the file.
    """

    def __init__(self, run_id: int, claim: datetime, clock: Clock) -> None:
        self._run_id, self._claim, self._clock = run_id, claim, clock

    def move(self, *, drawn: int) -> None:
        now = self._clock()
        self.end(claimed_at=now, drawn=drawn)
        self._claim = now

    def end(self, **values: object) -> None:
        ours = update(PrintFile).where(PrintFile.run_id == self._run_id, PrintFile.claimed_at == self._claim)
        if not _changed(ours.values(**values)):
            raise ClaimLost


def _changed(change: Update) -> bool:
    with atomic() as session:
        return bool(session.connection().execute(change).rowcount)


def drop_old_files(data_dir: Path, *, now: datetime) -> None:
    """Delete the files that nobody needs any more: they hold names, and can be drawn again."""
    old = files_before(now - KEPT)
    if not old:
        return
    for run_id in old:
        file_path(data_dir, run_id).unlink(missing_ok=True)
    with atomic() as session:
        session.execute(delete(PrintFile).where(PrintFile.run_id.in_(old)))
