"""The PDF of a long run, drawn in the background: thousands of badges take seconds that no page should wait for.

The row is the work: a worker claims it, moves the claim on while it draws, and whoever finds a claim that stands still
starts again. The file takes its name only when it is whole, so that two who draw the same do no harm.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from sqlalchemy import Update, update

from forum.badges.models import PrintFile, PrintRun
from forum.badges.queries import contents_of, files_before, list_printables, next_file, templates_of, to_be_drawn
from forum.badges.rules import PORTION, Printable
from forum.badges.service.faces import stream_run
from forum.core.database import atomic, found, locked, on_commit, session
from forum.core.errors import NotFound
from forum.core.paging import portions
from forum.editions.models import Edition
from forum.jobs import soon
from forum.printing.fonts import Fonts

log = logging.getLogger("forum.badges")

DRAW = "badges.draw"
FOLDER = "print-runs"
KEPT = timedelta(days=7)
Clock = Callable[[], datetime]


class ClaimLost(Exception):
    """Somebody else draws this file by now."""


class Stopped(Exception):
    """The process was told to end while a file was drawn."""


def file_path(data_dir: Path, run_id: int) -> Path:
    """Where the PDF of a run is."""
    return data_dir / FOLDER / f"run-{run_id}.pdf"


def ask_for_file(run_id: int, *, now: datetime) -> None:
    """Have the PDF of a run drawn, again if it is there; one that is being drawn is left alone.

    Raises:
        NotFound: there is no such run.
    """
    with atomic() as session:
        locked(PrintRun, run_id)
        file = session.get(PrintFile, run_id, populate_existing=True)
        if file is not None and file.ready_at is None and file.failed_at is None:
            return
        session.merge(
            PrintFile(run_id=run_id, asked_at=now, claimed_at=None, drawn=0, ready_at=None, failed_at=None, contents="")
        )
        on_commit(lambda: soon(DRAW))


def draw_files(data_dir: Path, *, fonts: Fonts, clock: Clock, is_stopping: Callable[[], bool] = lambda: False) -> int:
    """Draw every file that was asked for, the oldest wish first, until the process stops; returns how many.

    One that is half drawn then is given back, so that the next worker need not wait to see that it was lost.
    """
    done = 0
    while not is_stopping() and (run_id := next_file(clock())) is not None:
        progress = _claimed(run_id, clock=clock, is_stopping=is_stopping)
        if progress is not None and _is_drawn(run_id, progress, data_dir=data_dir, fonts=fonts):
            done += 1
    return done


def _is_drawn(run_id: int, progress: "_Progress", *, data_dir: Path, fonts: Fonts) -> bool:
    """Draw a file; False if it is left to somebody else. One that cannot be drawn says so and holds up no other."""
    try:
        digest = _draw(run_id, progress, data_dir=data_dir, fonts=fonts)
        progress.end(ready_at=progress.now, contents=digest)
    except ClaimLost:
        return False
    except Stopped:
        with suppress(ClaimLost):
            progress.end(claimed_at=None, drawn=0)
        return False
    except Exception:
        log.exception("the badges of run %s cannot be drawn", run_id)
        with suppress(ClaimLost):
            progress.end(failed_at=progress.now)
    return True


def _draw(run_id: int, progress: "_Progress", *, data_dir: Path, fonts: Fonts) -> str:
    """Draw a file, which takes its name at the end; returns the digest of what it says."""
    run = found(session().get(PrintRun, run_id))
    edition = found(session().get(Edition, run.edition_id))
    templates = templates_of(edition.id)
    contents = contents_of(run, edition, templates)
    path = file_path(data_dir, run_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(dir=path.parent) as own:
        part = Path(own) / path.name
        with part.open("wb") as file:
            badges = _read(contents.in_order(), progress)
            file.writelines(stream_run(run, edition, badges, templates=templates, fonts=fonts))
        part.replace(path)
    return contents.digest


def _read(badge_ids: list[int], progress: "_Progress") -> Iterator[Printable]:
    for number, portion in enumerate(portions(badge_ids, size=PORTION)):
        progress.move(drawn=number * PORTION)
        yield from list_printables(portion)


def _claimed(run_id: int, *, clock: Clock, is_stopping: Callable[[], bool]) -> "_Progress | None":
    now = clock()
    taken = update(PrintFile).where(PrintFile.run_id == run_id, to_be_drawn(now)).values(claimed_at=now, drawn=0)
    return _Progress(run_id, now, clock=clock, is_stopping=is_stopping) if _changed(taken) else None


class _Progress:
    """A claim that moves on as its file is drawn.

    Raises from each step:
        ClaimLost: it stood still for so long that somebody else draws the file.
        Stopped: the process was told to end.
    """

    def __init__(self, run_id: int, claim: datetime, *, clock: Clock, is_stopping: Callable[[], bool]) -> None:
        self._run_id, self._claim, self._clock, self._is_stopping = run_id, claim, clock, is_stopping

    @property
    def now(self) -> datetime:
        return self._clock()

    def move(self, *, drawn: int) -> None:
        if self._is_stopping():
            raise Stopped
        now = self.now
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
    before = now - KEPT
    for run_id in files_before(before):
        with suppress(NotFound):  # the run is gone meanwhile
            _drop(run_id, before=before, path=file_path(data_dir, run_id))
    for half_drawn in (data_dir / FOLDER).glob("tmp*"):  # by a worker that was killed
        if half_drawn.stat().st_mtime < before.timestamp():
            rmtree(half_drawn, ignore_errors=True)


def _drop(run_id: int, *, before: datetime, path: Path) -> None:
    with atomic() as session:
        locked(PrintRun, run_id)
        file = session.get(PrintFile, run_id, populate_existing=True)
        if file is not None and file.ready_at is not None and file.ready_at < before:  # nobody asked for it again
            session.delete(file)
            path.unlink(missing_ok=True)
