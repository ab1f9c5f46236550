"""What happened to the programme, written down."""

from datetime import datetime

from forum.core.history import record
from forum.programme.enums import ChoiceChange, ProgrammeChange
from forum.programme.models import ChoiceEvent, ProgrammeEvent
from forum.programme.rules.versions import VersionTalk


def note(
    edition_id: int, kind: ProgrammeChange, title: str, *, talk_id: int | None = None, by: int | None, now: datetime
) -> None:
    """Write down what happened to a thing, called as it is now; inside atomic()."""
    record(ProgrammeEvent(edition_id=edition_id, kind=kind, title=title, talk_id=talk_id), by=by, now=now)


def note_choice(
    registration_id: int, kind: ChoiceChange, talk_uid: str, talk: VersionTalk | None, *, by: int | None, now: datetime
) -> None:
    """Write down what happened to a session in somebody's agenda; inside atomic()."""
    title = talk.title_es if talk else ""
    event = ChoiceEvent(registration_id=registration_id, talk_uid=talk_uid, title=title, kind=kind)
    record(event, by=by, now=now)
