"""The slots of a hall on a day get other times; who meets in them is looked after by who calls this."""

from collections.abc import Collection

from forum.core.database import atomic, lock_rows, locked, session
from forum.editions.models import Day, Hall, Slot
from forum.editions.rules.recutting import Recut
from forum.editions.rules.slots import Span


def lock_slots_of(hall_id: int, slot_ids: Collection[int]) -> None:
    """Let nobody else change the slots of a hall, inside `atomic()`."""
    locked(Hall, hall_id)
    lock_rows(Slot, slot_ids)


def recut_slots(hall_id: int, *, day_id: int, recut: Recut) -> dict[Span, Slot]:
    """Give the slots their new times and make the new ones; returns all of them by their times. None is dropped yet."""
    with atomic() as current:
        day = current.get_one(Day, day_id)
        rows = {span: current.get_one(Slot, slot_id) for slot_id, span in recut.becomes.items()}
        for span, slot in rows.items():
            slot.starts_at, slot.ends_at = span.starts_at, span.ends_at
        made = {
            span: Slot(
                edition_id=day.edition_id,
                hall_id=hall_id,
                day_id=day_id,
                starts_at=span.starts_at,
                ends_at=span.ends_at,
            )
            for span in recut.made
        }
        current.add_all(made.values())
        current.flush()
        return {**rows, **made}


def drop_slots(slot_ids: Collection[int]) -> None:
    """Delete slots to which no meeting refers any more."""
    with atomic():
        for slot in [session().get_one(Slot, slot_id) for slot_id in slot_ids]:
            session().delete(slot)
        session().flush()
