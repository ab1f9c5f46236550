"""What happened to the programme, written down."""

from datetime import datetime

from forum.core.history import record
from forum.programme.enums import ProgrammeChange
from forum.programme.models import ProgrammeEvent


def note(
    edition_id: int, kind: ProgrammeChange, title: str, *, talk_id: int | None = None, by: int | None, now: datetime
) -> None:
    """Write down what happened to a thing, called as it is now; inside atomic()."""
    record(ProgrammeEvent(edition_id=edition_id, kind=kind, title=title, talk_id=talk_id), by=by, now=now)
