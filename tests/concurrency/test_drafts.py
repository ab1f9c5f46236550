"""What was written before is sent once, however many send it at once."""

from flask import Flask
from sqlalchemy import select

from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.meetings import service
from forum.meetings.models import MeetingRequest, RequestDraft
from tests.builders.collisions import THREADS, at_once
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_requirement, a_supplier, attendee_categories


def test_a_draft_is_sent_once(own_app: Flask) -> None:
    with own_app.app_context():
        edition = an_edition(buyer_spare_slots_per_day=0)
        attendee_categories(edition)
        hall = a_hall(edition)
        buyer = a_buyer(edition, tables(hall, 1)[0], at=slots(hall, days_of(edition)[0], 3))
        supplier, person = a_supplier(edition)
        now, company_id = utc_now(), supplier.company_id
        with atomic() as current:
            draft = RequestDraft(
                edition_id=edition.id, requirement_id=a_requirement(buyer).id, company_id=company_id,
                person_id=person.id, written_by_id=person.id, reason="Prensa", written_at=now,
            )  # fmt: skip
            current.add(draft)
        draft_id, person_id = draft.id, person.id

    def act(number: int) -> object:
        if number % 2:
            return service.send_due_drafts(now=now)
        return service.send_draft(draft_id, company_id=company_id, by=person_id, now=now).status

    outcomes = at_once(own_app, act)
    with own_app.app_context():
        assert len(session().scalars(select(MeetingRequest)).all()) == 1
        assert session().scalars(select(RequestDraft)).all() == []
    assert outcomes[None] == THREADS // 2
    assert outcomes["sent"] <= 1
    assert outcomes["sent"] + outcomes["core.not_found"] == THREADS // 2
