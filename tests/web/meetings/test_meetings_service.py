"""Meetings moved and cancelled, tables and hours changed, people who do not attend."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from forum.core.database import atomic, session
from forum.core.signals import announce
from forum.editions.models import Slot
from forum.editions.signals import SlotMoved, SlotRemoving, TableRemoving
from forum.matchmaking.enums import Side
from forum.matchmaking.errors import ReasonMissing
from forum.matchmaking.models import Availability, Buyer
from forum.meetings.enums import EngagementKind, MeetingStatus
from forum.meetings.errors import (
    AgendaFrozen,
    HoursHaveMeetings,
    NotAtTable,
    NotScheduled,
    SameSlot,
    SeatTaken,
    SlotClash,
    SlotHasMeetings,
    TableHasBuyers,
    TableInOtherHall,
    TableTaken,
)
from forum.meetings.errors.engagements import SlotHinders
from forum.meetings.models import Engagement, Meeting, MeetingEvent, PersonSeat, TableSeat
from forum.meetings.queries.own import list_meetings_for
from forum.meetings.service import (
    accept_request,
    add_engagement,
    assign_table,
    cancel_meeting,
    move_meeting,
    set_hours,
)
from forum.registration.signals import RegistrationCancelled
from tests.builders.editions import a_hall, days_of, slots, tables
from tests.builders.mail import mails_to
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.web.meetings.conftest import Forum, mails


def seats() -> list[tuple[int, int]]:
    people = session().execute(select(PersonSeat.person_id, PersonSeat.slot_id).order_by(PersonSeat.person_id))
    return [row._tuple() for row in people]


def table_seats() -> list[tuple[int, int]]:
    return [row._tuple() for row in session().execute(select(TableSeat.table_id, TableSeat.slot_id))]


def test_a_move_keeps_the_meeting_and_counts_the_change(forum: Forum, meeting: Meeting) -> None:
    uid, person = meeting.uid, forum.person
    move_meeting(meeting.id, slot_id=forum.slots[2].id, side=Side.BUYER, by=forum.buyer.person_id, now=forum.now)
    assert (meeting.uid, meeting.sequence, meeting.slot_id) == (uid, 1, forum.slots[2].id)
    assert seats() == sorted([(forum.buyer.person_id, forum.slots[2].id), (person.id, forum.slots[2].id)])
    assert table_seats() == [(forum.tables[0].id, forum.slots[2].id)]
    assert session().scalars(select(MeetingEvent.kind).order_by(MeetingEvent.id)).all() == ["scheduled", "moved"]
    assert mails()[-1] == ("meetings/meeting_moved", person.email)


def test_a_move_by_staff_is_told_to_both(forum: Forum, meeting: Meeting) -> None:
    move_meeting(meeting.id, slot_id=forum.slots[1].id, side=Side.ORGANISER, by=forum.person.id, now=forum.now)
    assert mails()[-2:] == [
        ("meetings/meeting_moved", forum.buyer.person.email),
        ("meetings/meeting_moved", forum.person.email),
    ]


def test_a_move_to_where_it_is_or_where_somebody_is_busy(forum: Forum, meeting: Meeting) -> None:
    other, person = a_supplier(forum.edition)
    request = a_request(forum.requirement, other, person)
    accept_request(request.id, slot_id=forum.slots[1].id, by=forum.buyer.person_id, now=forum.now)
    with pytest.raises(SameSlot):
        move_meeting(meeting.id, slot_id=forum.slots[0].id, side=Side.BUYER, by=1, now=forum.now)
    with pytest.raises(SeatTaken):
        move_meeting(meeting.id, slot_id=forum.slots[1].id, side=Side.BUYER, by=1, now=forum.now)


def test_after_the_freeze_only_staff_moves_and_cancels(forum: Forum, meeting: Meeting) -> None:
    late = forum.edition.freeze_at
    for side in (Side.BUYER, Side.SUPPLIER):
        with pytest.raises(AgendaFrozen):
            move_meeting(meeting.id, slot_id=forum.slots[1].id, side=side, by=1, now=late)
        with pytest.raises(AgendaFrozen):
            cancel_meeting(meeting.id, reason="x", side=side, by=1, now=late)
    by = forum.person.id
    move_meeting(meeting.id, slot_id=forum.slots[1].id, side=Side.ORGANISER, by=by, now=late)
    cancel_meeting(meeting.id, reason="Cambio de sede", side=Side.ORGANISER, by=by, now=late)
    assert (meeting.status, meeting.sequence) == (MeetingStatus.CANCELLED, 2)


def test_staff_moves_beyond_the_hours_at_the_table(forum: Forum, meeting: Meeting) -> None:
    [extra] = slots(forum.hall, days_of(forum.edition)[1], 1)
    with pytest.raises(NotAtTable):
        move_meeting(meeting.id, slot_id=extra.id, side=Side.BUYER, by=1, now=forum.now)
    move_meeting(meeting.id, slot_id=extra.id, side=Side.ORGANISER, by=forum.person.id, now=forum.now)
    assert meeting.slot_id == extra.id


def test_a_cancelled_meeting_frees_its_seats_and_stays_in_the_list(forum: Forum, meeting: Meeting) -> None:
    by = forum.person.id
    cancel_meeting(meeting.id, reason=" Enfermedad ", side=Side.SUPPLIER, by=by, now=forum.now)
    assert (seats(), table_seats()) == ([], [])
    assert mails()[-1] == ("meetings/meeting_cancelled", forum.buyer.person.email)
    [seen] = list_meetings_for(forum.buyer.person_id, edition_id=forum.edition.id)
    assert (seen.status, seen.sequence, seen.cancel_reason) == (MeetingStatus.CANCELLED, 1, "Enfermedad")
    with pytest.raises(NotScheduled):
        cancel_meeting(meeting.id, reason="otra", side=Side.BUYER, by=by, now=forum.now)
    again = a_request(a_requirement(forum.buyer), forum.supplier, forum.person)
    accept_request(again.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)


def test_a_cancellation_needs_a_reason(forum: Forum, meeting: Meeting) -> None:
    with pytest.raises(ReasonMissing):
        cancel_meeting(meeting.id, reason="  ", side=Side.BUYER, by=1, now=forum.now)


def test_the_meetings_of_a_person_are_read_in_one_statement(
    forum: Forum, meeting: Meeting, statements: list[str]
) -> None:
    statements.clear()
    [seen] = list_meetings_for(forum.person.id, edition_id=forum.edition.id)
    assert len(statements) == 1
    assert (seen.id, seen.uid, seen.side, seen.company, seen.requirement, seen.table_number, seen.hall) == (
        meeting.id,
        meeting.uid,
        Side.SUPPLIER,
        forum.buyer.company.name,
        "Soporte estampado",
        forum.tables[0].number,
        forum.hall.name,
    )


def cancelled(forum: Forum, person_id: int) -> None:
    with atomic():
        announce(
            RegistrationCancelled(registration_id=1, edition_id=forum.edition.id, person_id=person_id, at=forum.now)
        )


def test_a_supplier_who_does_not_attend_loses_meetings_and_requests(forum: Forum, meeting: Meeting) -> None:
    other = a_requirement(a_buyer(forum.edition, forum.tables[1], at=forum.slots))
    waiting = a_request(other, forum.supplier, forum.person)
    cancelled(forum, forum.person.id)
    session().refresh(waiting)
    assert (meeting.status, meeting.cancelled_by, waiting.status) == ("cancelled", "supplier", "withdrawn")
    assert seats() == []
    [mail] = [each for each in mails_to(forum.buyer.person.email or "") if "Cita cancelada" in each.subject]
    assert "La persona canceló su registro." in mail.text


def test_a_buyer_who_does_not_attend_loses_meetings_and_requirements(forum: Forum, meeting: Meeting) -> None:
    other, person = a_supplier(forum.edition)
    waiting = a_request(forum.requirement, other, person)
    cancelled(forum, forum.buyer.person_id)
    for row in (waiting, forum.requirement, forum.buyer):
        session().refresh(row)
    assert (meeting.status, meeting.cancelled_by) == ("cancelled", "buyer")
    assert (waiting.status, waiting.decline_reason) == ("declined", "requirement_closed")
    assert (forum.requirement.status, forum.buyer.accepted_at) == ("closed", None)


def moved(forum: Forum, slot: Slot, minutes: int) -> None:
    was = slot.starts_at, slot.ends_at
    with atomic():
        slot.starts_at += timedelta(minutes=minutes)
        slot.ends_at += timedelta(minutes=minutes)
        announce(
            SlotMoved(
                slot_id=slot.id,
                edition_id=forum.edition.id,
                hall_id=slot.hall_id,
                was_starts_at=was[0],
                was_ends_at=was[1],
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
                by=forum.person.id,
                at=forum.now,
            )
        )


def test_meetings_move_with_their_slot(forum: Forum, meeting: Meeting) -> None:
    moved(forum, forum.slots[0], -30)
    assert meeting.sequence == 1
    assert [message for message, _to in mails()][-2:] == ["meetings/meeting_moved"] * 2


def test_a_slot_does_not_move_onto_another_meeting_of_a_person(forum: Forum, meeting: Meeting) -> None:
    hall = a_hall(forum.edition)
    [table], later = tables(hall), slots(hall, days_of(forum.edition)[0], 1, minutes=55)
    buyer = a_buyer(forum.edition, table, at=later)
    request = a_request(a_requirement(buyer), forum.supplier, forum.person)
    accept_request(request.id, slot_id=later[0].id, by=buyer.person_id, now=forum.now)
    with pytest.raises(SlotClash) as refusal:
        moved(forum, forum.slots[0], 45)
    assert refusal.value.params == {"who": forum.person.full_name}


def test_a_slot_does_not_move_to_where_somebody_cannot_come_or_walk(forum: Forum, meeting: Meeting) -> None:
    """Named are those whom the new times hinder; what the staff went beyond before is no reason."""
    first, later = forum.slots[0], forum.slots[0].ends_at + timedelta(minutes=60)
    engaged = {"kind": EngagementKind.TALK, "note": "", "edition": forum.edition, "by": forum.person.id}
    add_engagement(
        forum.person.id, starts_at=later, ends_at=later + timedelta(minutes=30), now=forum.now, **engaged,
    )  # type: ignore[arg-type]  # fmt: skip
    with pytest.raises(SlotHinders) as refusal:
        moved(forum, first, 70)
    assert refusal.value.params == {"who": forum.person.full_name}
    with atomic():
        engagement = session().scalars(select(Engagement)).one()
        engagement.starts_at, engagement.ends_at = first.starts_at, first.ends_at
    moved(forum, first, 5)
    assert meeting.sequence == 1


def test_a_slot_does_not_move_too_near_to_a_meeting_in_another_hall(forum: Forum, meeting: Meeting) -> None:
    hall = a_hall(forum.edition)
    [table], later = tables(hall), slots(hall, days_of(forum.edition)[0], 1, minutes=120)
    buyer = a_buyer(forum.edition, table, at=later)
    request = a_request(a_requirement(buyer), forum.supplier, forum.person)
    accept_request(request.id, slot_id=later[0].id, by=buyer.person_id, now=forum.now)
    pause = int((later[0].starts_at - forum.slots[0].ends_at) / timedelta(minutes=1))
    forum.change(walking_minutes=10)
    with pytest.raises(SlotHinders) as refusal:
        moved(forum, forum.slots[0], pause - 9)
    assert refusal.value.params == {"who": forum.person.full_name}
    moved(forum, forum.slots[0], pause - 10)


def test_used_slots_and_tables_stay(forum: Forum, meeting: Meeting) -> None:
    about = {"edition_id": forum.edition.id, "by": 1, "at": forum.now}
    with pytest.raises(SlotHasMeetings) as refusal, atomic():
        announce(SlotRemoving(slot_id=forum.slots[0].id, **about))  # type: ignore[arg-type]
    assert refusal.value.params == {"count": 1}
    with pytest.raises(TableHasBuyers), atomic():
        announce(TableRemoving(table_id=forum.tables[0].id, **about))  # type: ignore[arg-type]
    with atomic():
        announce(SlotRemoving(slot_id=forum.slots[1].id, **about))  # type: ignore[arg-type]
        announce(TableRemoving(table_id=forum.tables[1].id, **about))  # type: ignore[arg-type]


def seat(forum: Forum, table_id: int | None, buyer: Buyer | None = None) -> None:
    assign_table((buyer or forum.buyer).id, table_id=table_id, edition=forum.edition, by=forum.person.id, now=forum.now)


def test_meetings_move_with_their_table(forum: Forum, meeting: Meeting) -> None:
    seat(forum, forum.tables[1].id)
    session().refresh(meeting)
    assert (meeting.table_id, meeting.sequence) == (forum.tables[1].id, 1)
    assert table_seats() == [(forum.tables[1].id, forum.slots[0].id)]


def test_not_to_a_table_taken_at_the_time_nor_to_another_hall(forum: Forum, meeting: Meeting) -> None:
    other, person = a_supplier(forum.edition)
    neighbour = a_buyer(forum.edition, forum.tables[1], at=forum.slots)
    request = a_request(a_requirement(neighbour), other, person)
    accept_request(request.id, slot_id=forum.slots[0].id, by=neighbour.person_id, now=forum.now)
    with pytest.raises(TableTaken):
        seat(forum, forum.tables[1].id)
    [far] = tables(a_hall(forum.edition))
    with pytest.raises(TableInOtherHall):
        seat(forum, far.id)
    with pytest.raises(HoursHaveMeetings):
        seat(forum, None)


def test_hours_keep_their_times_in_another_hall(forum: Forum) -> None:
    hall = a_hall(forum.edition)
    [table], same = tables(hall), slots(hall, days_of(forum.edition)[0], 2)
    seat(forum, table.id)
    kept = session().scalars(select(Availability.slot_id).where(Availability.buyer_id == forum.buyer.id)).all()
    assert sorted(kept) == [slot.id for slot in same]


def test_hours_with_a_meeting_are_not_removed(forum: Forum, meeting: Meeting) -> None:
    with pytest.raises(HoursHaveMeetings):
        set_hours(forum.buyer.id, slot_ids=[forum.slots[1].id], now=forum.now)
    set_hours(forum.buyer.id, slot_ids=[forum.slots[0].id], now=forum.now)
    kept = session().scalars(select(Availability.slot_id).where(Availability.buyer_id == forum.buyer.id)).all()
    assert kept == [forum.slots[0].id]


@pytest.mark.parametrize(("language", "subject"), [("es", "Cita confirmada con"), ("en", "Meeting confirmed with")])
def test_mails_are_in_the_language_of_the_recipient(app: Flask, forum: Forum, language: str, subject: str) -> None:
    with atomic():
        forum.person.language = language
    request = a_request(forum.requirement, forum.supplier, forum.person)
    accept_request(request.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)
    [mail] = mails_to(forum.person.email or "")
    assert mail.subject.startswith(f"{subject} {forum.buyer.company.name}: ")
    assert mail.subject.endswith(f" {forum.tables[0].number}")
    assert str(forum.tables[0].number) in mail.text
