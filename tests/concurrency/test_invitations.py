"""However many invitations a buyer sends at once, only so many are open."""

from collections import Counter

from flask import Flask
from sqlalchemy import func, select

from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.models import Edition
from forum.meetings import service
from forum.meetings.models import MeetingRequest
from tests.builders.collisions import THREADS, at_once
from tests.builders.editions import an_edition
from tests.builders.meetings import a_buyer, a_requirement, a_supplier, attendee_categories

CAP = 3


def test_only_as_many_as_the_edition_allows_are_open(own_app: Flask) -> None:
    with own_app.app_context():
        edition, now = an_edition(buyer_invitations_cap=CAP), utc_now()
        attendee_categories(edition)
        buyer = a_buyer(edition)
        requirements = [a_requirement(buyer).id for _ in range(2)]
        companies = [a_supplier(edition)[0].company_id for _ in range(THREADS)]
        edition_id, buyer_id, by = edition.id, buyer.id, buyer.person_id

    def act(number: int) -> object:
        service.invite_supplier(
            companies[number],
            requirement_id=requirements[number % 2],
            buyer_id=buyer_id,
            edition=session().get_one(Edition, edition_id),
            preferred_slot_id=None,
            reason="Nos interesa",
            by=by,
            now=now,
        )
        return None

    assert at_once(own_app, act) == Counter({None: CAP, "meetings.invitations_reached": THREADS - CAP})
    with own_app.app_context():
        assert session().scalar(select(func.count()).select_from(MeetingRequest)) == CAP
