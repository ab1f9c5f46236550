"""Somebody came once, however many doors scan their badge at the same moment."""

from uuid import uuid4

from flask import Flask
from sqlalchemy import select

from forum.attendance.models import Attendance
from forum.attendance.service import record_attendance
from forum.checkin.enums import ScanMethod
from forum.checkin.rules import ScanInput
from forum.core.database import db, session
from forum.programme.queries.published import published_talks
from tests.builders.badges import a_badge_for
from tests.builders.collisions import all_tried
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person
from tests.builders.programme import a_talk, at, published
from tests.builders.registrations import a_registration


def test_one_row_for_sixteen_scans(own_app: Flask) -> None:
    with own_app.app_context():
        edition = an_edition()
        a_talk(edition, starts=at(edition, 10))
        published(edition)
        code = a_badge_for(a_registration(a_category(edition))).code
        (talk,), edition_id, by, now = published_talks(edition.id), edition.id, a_person().id, at(edition, 10)
        db.session.remove()

    def scan() -> object:
        read = ScanInput(
            scan_id=str(uuid4()), text=code, registration_id=None, method=ScanMethod.TYPED, device="", scanned_at=now
        )
        return record_attendance(read, talk=talk, edition_id=edition_id, by=by, now=now)

    assert all_tried(own_app, [scan] * 16) == {"done": 16}
    with own_app.app_context():
        assert len(session().scalars(select(Attendance)).all()) == 1
        db.session.remove()
