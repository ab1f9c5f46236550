"""How long data of an edition are kept after it, and which columns are emptied then.

As with blocking, what is emptied is text and what was written freely. Dates, states and numbers stay: they are the
figures, and say nothing of anybody.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from forum.arco.enums import RetentionKind

NOTICE_DAYS = 30
"""So many days before, the team is told."""
LEAST_NOTICE = timedelta(days=7)
"""So long after it was told nothing is emptied yet, however late it was told."""
BATCH = 500
LONGEST_MONTHS = 240


@dataclass(frozen=True, slots=True)
class Emptied:
    """What goes of a table: these columns, or with none the whole row. `via`: the keys that lead to its edition."""

    table: str
    columns: tuple[str, ...] = ()
    via: tuple[tuple[str, str], ...] = ()


_REGISTRATION = (("registration_id", "registration"),)
WHAT_GOES: dict[RetentionKind, tuple[Emptied, ...]] = {
    RetentionKind.REGISTRATIONS: (
        Emptied("registration", ("organisation", "organisation_folded", "position")),
        Emptied("set_aside_right", ("organisation", "position"), _REGISTRATION),
        Emptied("registration_event", ("reason", "changes"), _REGISTRATION),
        Emptied("delegation", ("manager_name", "manager_email", "note")),
        Emptied("delegate", ("name", "email"), (("delegation_id", "delegation"),)),
        Emptied("walk_in", ("given_names", "first_surname", "organisation", "email")),
    ),
    RetentionKind.ANSWERS: (
        Emptied("answer_event", (), _REGISTRATION),
        Emptied("question_answer", (), _REGISTRATION),
    ),
    RetentionKind.NOTES: (Emptied("registration_note", (), _REGISTRATION), Emptied("private_note")),
    RetentionKind.REQUESTS: (
        Emptied("meeting_request", ("counter_note", "reason", "decline_note")),
        Emptied("request_event", ("note",), (("request_id", "meeting_request"),)),
        Emptied("request_draft"),
        Emptied("meeting", ("cancel_reason",)),
        Emptied("meeting_outcome", ("words",), (("meeting_id", "meeting"),)),
        Emptied("engagement", ("note",)),
    ),
    RetentionKind.SCANS: (
        Emptied("scan", ("code",), (("gate_id", "gate"),)),
        Emptied("door_override", ("note",), (("scan_id", "scan"), ("gate_id", "gate"))),
    ),
    RetentionKind.MAILS: (Emptied("outgoing_mail"),),
}


def due_on(ends_on: date, months: int) -> date:
    """The first day on which data of an edition are emptied: so many months after its last day."""
    year, month = divmod(ends_on.month - 1 + months, 12)
    year, month = ends_on.year + year, month + 1
    return date(year, month, min(ends_on.day, monthrange(year, month)[1]))


def is_due(ends_on: date, months: int, *, announced_at: datetime | None, today: date, now: datetime) -> bool:
    """Whether data are emptied today: their time is over, and the team was told long enough before."""
    if announced_at is None or now - announced_at < LEAST_NOTICE:
        return False
    return due_on(ends_on, months) <= today


def is_announced(ends_on: date, months: int, *, today: date) -> bool:
    """Whether it is time to tell the team."""
    return due_on(ends_on, months) - timedelta(days=NOTICE_DAYS) <= today
