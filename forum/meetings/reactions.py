"""What the meetings do when registrations, slots and tables change: in the same transaction."""

from forum.core.i18n import N_
from forum.editions.signals import SlotMoved, SlotRemoving, TableRemoving
from forum.matchmaking.queries.parties import buyers_with_table
from forum.matchmaking.signals import RequirementClosed
from forum.meetings.enums import DeclineReason
from forum.meetings.errors import SlotHasMeetings, TableInUse
from forum.meetings.queries.meetings import count_in_slot
from forum.meetings.queries.requests import open_ids
from forum.meetings.service.attendance import leave
from forum.meetings.service.meetings import follow_slot
from forum.meetings.service.requests import decline_all
from forum.registration.signals import RegistrationCancelled

REASON = N_("La persona canceló su registro.")


def free_meetings(event: RegistrationCancelled) -> None:
    """Whoever does not attend meets nobody: meetings are called off, requests answered or withdrawn."""
    leave(event.person_id, edition_id=event.edition_id, reason=REASON, now=event.at)


def decline_waiting(event: RequirementClosed) -> None:
    """Decline the requests for a closed requirement that have no answer; meetings stay."""
    decline_all(
        open_ids(requirement_id=event.requirement_id),
        reason=DeclineReason.REQUIREMENT_CLOSED,
        by=event.by,
        now=event.at,
    )


def follow_moved_slot(event: SlotMoved) -> None:
    """Meetings move with their slot."""
    follow_slot(
        event.slot_id,
        was_starts_at=event.was_starts_at,
        was_ends_at=event.was_ends_at,
        by=event.by,
        now=event.at,
    )


def keep_used_slot(event: SlotRemoving) -> None:
    """A slot with meetings stays.

    Raises:
        SlotHasMeetings: it has.
    """
    count = count_in_slot(event.slot_id)
    if count:
        raise SlotHasMeetings(count=count)


def keep_used_table(event: TableRemoving) -> None:
    """A table somebody sits at stays.

    Raises:
        TableInUse: somebody does.
    """
    count = buyers_with_table(event.table_id)
    if count:
        raise TableInUse(count=count)
