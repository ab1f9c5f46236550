"""Colleagues mark and note at the same moment: one row stays, and nobody reads an error."""

from collections import Counter

from flask import Flask
from sqlalchemy import select

from forum.core.clock import utc_now
from forum.core.database import session
from forum.matchmaking.enums import Mark
from forum.matchmaking.models import RequirementMark, SupplierMark
from forum.matchmaking.service import mark_requirement, mark_supplier
from forum.meetings.models import PrivateNote
from forum.meetings.service import write_note
from tests.builders.collisions import THREADS, at_once
from tests.builders.editions import an_edition
from tests.builders.meetings import a_buyer, a_requirement, a_supplier

MARKS = list(Mark)


def test_one_mark_and_one_note_stay(own_app: Flask) -> None:
    with own_app.app_context():
        edition, now = an_edition(), utc_now()
        buyer, (supplier, person) = a_buyer(edition), a_supplier(edition)
        requirement = a_requirement(buyer)
        edition_id, buyer_id, company_id = edition.id, buyer.id, supplier.company_id
        buying_id, requirement_id, by = buyer.company_id, requirement.id, person.id

    def act(number: int) -> None:
        mark = MARKS[number % len(MARKS)]
        mark_supplier(company_id, mark, buyer_id=buyer_id, by=by, now=now)
        mark_requirement(requirement_id, mark, company_id=company_id, by=by, now=now)
        write_note(company_id, f"Nota {number}", owner_id=buying_id, edition_id=edition_id, by=by, now=now)

    assert at_once(own_app, act) == Counter({None: THREADS})
    with own_app.app_context():
        for model in (SupplierMark, RequirementMark, PrivateNote):
            assert len(session().scalars(select(model)).all()) == 1
