"""The last place of a session is taken once, whoever chooses, leaves, cancels and publishes at the same moment."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from forum.core.clock import utc_now
from forum.core.database import db, session
from forum.editions.models import Edition
from forum.programme.models import Choice
from forum.programme.service import choose_talk, leave_talk, publish_programme
from forum.registration.service import cancel
from tests.builders.collisions import all_tried
from tests.builders.editions import a_category, an_edition
from tests.builders.programme import a_talk, at, published
from tests.builders.registrations import a_registration

PEOPLE, PLACES = 16, 3
NOW = utc_now()


def scene(app: Flask) -> tuple[int, str, list[int]]:
    """A published session with three places, and people who may choose it."""
    with app.app_context():
        edition = an_edition()
        talk = a_talk(edition, starts=at(edition, 10), capacity=PLACES, needs_registration=True)
        published(edition)
        category = a_category(edition)
        found = edition.id, talk.uid, [a_registration(category).id for _ in range(PEOPLE)]
        db.session.remove()
    return found


def placed(app: Flask, uid: str) -> tuple[list[int], int]:
    """The places that are taken, and how many wait."""
    with app.app_context():
        rows = session().scalars(select(Choice).where(Choice.talk_uid == uid)).all()
        db.session.remove()
    return sorted(each.place for each in rows if each.place), sum(each.is_waiting for each in rows)


def choosing(uid: str, registration_id: int) -> Callable[[], object]:
    return lambda: choose_talk(uid, registration_id=registration_id, now=NOW)


def leaving(uid: str, registration_id: int) -> Callable[[], object]:
    return lambda: leave_talk(uid, registration_id=registration_id, now=NOW)


def cancelling(registration_id: int) -> Callable[[], object]:
    return lambda: cancel(registration_id, by=None, now=NOW)


def test_each_place_is_taken_once(own_app: Flask) -> None:
    _edition, uid, people = scene(own_app)
    outcomes = all_tried(own_app, [choosing(uid, each) for each in people for _ in range(2)])
    assert outcomes == {"done": 2 * PEOPLE}
    assert placed(own_app, uid) == ([1, 2, 3], PEOPLE - PLACES)


def test_places_that_are_freed_meanwhile_go_to_who_waits(own_app: Flask) -> None:
    edition_id, uid, people = scene(own_app)
    all_tried(own_app, [choosing(uid, each) for each in people[:8]])
    with own_app.app_context():
        a_talk(edition := session().get_one(Edition, edition_id), starts=at(edition, 12))
        db.session.remove()
    verbs: list[Callable[[], object]] = [
        *(leaving(uid, each) for each in people[:3]),
        *(cancelling(each) for each in people[3:5]),
        *(choosing(uid, each) for each in people[8:]),
        lambda: publish_programme(edition_id, agreed=None, by=None, now=NOW),
    ]
    assert all_tried(own_app, verbs) == {"done": len(verbs)}
    assert placed(own_app, uid) == ([1, 2, 3], PEOPLE - 5 - PLACES)
