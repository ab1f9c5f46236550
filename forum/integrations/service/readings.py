"""What programs read of people: in the log of what was handed over, a line a day for each key and list."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.core.database import atomic, lock_name, session
from forum.privacy.enums import RecipientKind, TransferBasis
from forum.privacy.models import Transfer
from forum.privacy.rules.transfers import HandedTo
from forum.privacy.service import record_transfer


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBy:
    """Who read: the name of the key, the person it belongs to, and the edition it opens."""

    key_name: str
    person_id: int
    edition_id: int


def note_reading(by: ReadBy, *, what: str, people: int, since: datetime, now: datetime) -> None:
    """Write down that a key read data of people. `since`: the beginning of the day, whose readings are one line.

    A program asks again and again, page by page: its line says of how many people it was answered, each time counted.
    """
    if not people:
        return
    name = f"API · {by.key_name}"
    with atomic():
        lock_name(f"api reading {by.edition_id} {by.person_id} {name}")
        same = (
            Transfer.edition_id == by.edition_id,
            Transfer.recipient_kind == RecipientKind.OTHER,
            Transfer.recipient_name == name,
            Transfer.what == what,
            Transfer.by_id == by.person_id,
            Transfer.at >= since,
        )
        row = session().scalars(select(Transfer).where(*same).order_by(Transfer.id.desc()).limit(1)).one_or_none()
        if row is not None:
            row.people += people
            return
        record_transfer(
            HandedTo(RecipientKind.OTHER, name, person_id=by.person_id),
            edition_id=by.edition_id,
            what=what,
            people=people,
            basis=TransferBasis.ORGANISING,
            by=by.person_id,
            now=now,
        )
