"""What meetings do when registrations, requirements, slots and tables change, in the same transaction."""

from forum.accounts.signals import PersonChanged
from forum.companies.signals import CompanyRenamed, MemberLeft
from forum.core.i18n import N_
from forum.editions.signals import (
    CalendarMoved,
    DaysMoved,
    DaysMoving,
    EditionCopied,
    SlotMoved,
    SlotRemoving,
    TableRemoving,
    ZoneChanged,
)
from forum.matchmaking.queries.participants import count_buyers_at
from forum.matchmaking.signals import RequirementClosed, RequirementRetitled, SupplierApproved
from forum.meetings.enums import Colliding, RequestState
from forum.meetings.errors import SlotHasMeetings, TableHasBuyers
from forum.meetings.queries.meetings import count_in_slot
from forum.meetings.queries.requests import list_open_ids
from forum.meetings.service import following
from forum.meetings.service.answers import close_all
from forum.meetings.service.attendance import cancel_participation
from forum.meetings.service.dates import ensure_agreed, follow_days
from forum.meetings.service.development import copy_helpers
from forum.meetings.service.drafts import send_drafts
from forum.meetings.service.engagements import carry_engagements
from forum.meetings.service.leaving import end_supplier_part
from forum.meetings.service.retiming import follow_zone, move_with_slot
from forum.registration.signals import RegistrationCancelled

REASON = N_("La persona canceló su registro.")


def cancel_meetings(event: RegistrationCancelled) -> None:
    """Cancel the meetings of a person who will not attend, and close what else they had open."""
    cancel_participation(event.person_id, edition_id=event.edition_id, reason=REASON, now=event.at)


def end_representation(event: MemberLeft) -> None:
    """Hand the meetings and requests of somebody who left a company to a colleague or end them, and end their right.

    Raises:
        NotARepresentative: the colleague does not act for the company.
        AgendaCollides: the colleague is taken at some of the hours, and those meetings are not to be cancelled.
    """
    end_supplier_part(
        event.person_id,
        company_id=event.company_id,
        successor_id=event.successor_id,
        colliding=Colliding.CANCEL if event.cancels_colliding else Colliding.REFUSE,
        by=event.by,
        now=event.at,
    )


def decline_waiting(event: RequirementClosed) -> None:
    """Decline the open requests for a closed requirement, withdraw its invitations; meetings stay."""
    waiting = list_open_ids(requirement_id=event.requirement_id)
    close_all(waiting, states=(RequestState.SENT, RequestState.WAITLISTED), by=event.by, now=event.at)


def send_prepared_requests(event: SupplierApproved) -> None:
    """Send what the company wrote before it was approved."""
    send_drafts(event.company_id, edition_id=event.edition_id, now=event.at)


def follow_moved_slot(event: SlotMoved) -> None:
    """Move the meetings of a slot whose times have changed."""
    move_with_slot(
        event.slot_id,
        was_starts_at=event.was_starts_at,
        was_ends_at=event.was_ends_at,
        by=event.by,
        now=event.at,
    )


def keep_used_slot(event: SlotRemoving) -> None:
    """Refuse to remove a slot with meetings.

    Raises:
        SlotHasMeetings: the slot has meetings.
    """
    count = count_in_slot(event.slot_id)
    if count:
        raise SlotHasMeetings(count=count)


def keep_days_with_meetings(event: DaysMoving) -> None:
    """Refuse to move days on which people have meetings, unless the organiser has read what happens to them.

    Raises:
        DaysHaveMeetings: some are over. DaysTaken: there are some ahead, of which nobody has read yet.
    """
    ensure_agreed(event.shifts, edition_id=event.edition_id, agreed=event.agreed, now=event.at)


def follow_moved_days(event: DaysMoved) -> None:
    """Let the meetings of moved days follow with their slots, and tell everybody once."""
    follow_days(event.was, edition_id=event.edition_id, by=event.by, now=event.at)


def carry_times_away(event: CalendarMoved) -> None:
    """Carry the times at which people cannot come along with the days of the edition."""
    carry_engagements(event.edition_id, shifts=event.shifts, was_zone=event.was_zone, zone=event.zone)


def follow_time_zone(event: ZoneChanged) -> None:
    """Let calendars follow a corrected time zone, and tell everybody with a meeting."""
    follow_zone(event.edition_id, by=event.by, now=event.at)


def follow_renamed_company(event: CompanyRenamed) -> None:
    """Tell the calendars of the other side the company's new name."""
    following.follow_company(event.company_id, now=event.at)


def follow_changed_person(event: PersonChanged) -> None:
    """Tell calendars the person's new name, and their own its new language."""
    following.follow_person(event.person_id, now=event.at)


def follow_retitled_requirement(event: RequirementRetitled) -> None:
    """Tell calendars the new title of what a meeting is about."""
    following.follow_requirement(event.requirement_id, now=event.at)


def keep_used_table(event: TableRemoving) -> None:
    """Refuse to remove a table that is assigned to a buyer.

    Raises:
        TableHasBuyers: the table is assigned.
    """
    count = count_buyers_at(event.table_id)
    if count:
        raise TableHasBuyers(count=count)


def copy_helpers_of_edition(event: EditionCopied) -> None:
    """Give the copy of an edition the organisations that help suppliers."""
    copy_helpers(event.source_id, event.edition_id)
