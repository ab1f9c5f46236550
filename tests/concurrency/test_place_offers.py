"""A place that is offered is taken by one, once, or goes to the next: whatever meets at the same moment."""

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import func, select

from forum.core.clock import utc_now
from forum.core.database import atomic, db, session
from forum.editions.models import Category
from forum.registration.enums import RegistrationStatus as S
from forum.registration.models import Registration
from forum.registration.rules import HOLDING
from forum.registration.service import accept_offer, cancel, decline_offer, end_lapsed_offers
from tests.builders.collisions import FEWER, all_tried
from tests.builders.editions import a_category, an_edition
from tests.builders.registrations import a_registration

NOW = utc_now()
END = NOW + timedelta(hours=1)


def scene(app: Flask, *, places: int, waiting: int, offered: int = 0) -> tuple[int, list[int], list[int]]:
    """A full category that offers its places, who has one, and who waits; some of these have an offer."""
    with app.app_context():
        category = a_category(an_edition(), quota=places + offered, offers_places=True)
        placed = [a_registration(category).id for _ in range(places)]
        until: list[datetime | None] = [END] * offered + [None] * (waiting - offered)
        waits = [a_registration(category, status=S.WAITLISTED, offered_until=end).id for end in until]
        with atomic() as current:
            current.get_one(Category, category.id, populate_existing=True).places_taken += offered
        found = category.id, placed, waits
        db.session.remove()
    return found


def held(app: Flask, category_id: int) -> tuple[int, int, int]:
    """Places taken as the category counts them, registrations that hold one, and open offers."""
    with app.app_context():
        taken = session().scalars(select(Category.places_taken).where(Category.id == category_id)).one()
        holding = session().scalar(select(func.count()).where(Registration.status.in_(HOLDING))) or 0
        offers = session().scalar(select(func.count()).where(Registration.offered_until.is_not(None))) or 0
        db.session.remove()
    return taken, holding, offers


def test_a_place_pressed_many_times_is_taken_once(own_app: Flask) -> None:
    category_id, _placed, (first, *_rest) = scene(own_app, places=0, waiting=2, offered=1)
    outcomes = all_tried(own_app, [lambda: accept_offer(first, now=NOW)] * FEWER)
    assert outcomes == {"done": 1, "registration.place_not_offered": FEWER - 1}
    assert held(own_app, category_id) == (1, 1, 0)


def test_taken_while_it_lapses_it_is_one_or_the_other(own_app: Flask) -> None:
    category_id, _placed, waits = scene(own_app, places=0, waiting=9, offered=4)
    last_moment = END - timedelta(seconds=1)
    verbs: list[Callable[[], object]] = []
    for registration_id in waits[:4]:
        verbs.append(lambda id=registration_id: accept_offer(id, now=last_moment))
        verbs.append(lambda: end_lapsed_offers(now=END))
    outcomes = all_tried(own_app, verbs)
    assert set(outcomes) <= {"done", "registration.place_not_offered"}
    taken, holding, offers = held(own_app, category_id)
    assert taken == 4 == holding + offers


def test_taken_and_declined_at_once_it_is_one_or_the_other(own_app: Flask) -> None:
    category_id, _placed, (first, *_rest) = scene(own_app, places=0, waiting=3, offered=1)
    verbs = [lambda: accept_offer(first, now=NOW), lambda: decline_offer(first, now=NOW)] * 4
    outcomes = all_tried(own_app, verbs)
    assert outcomes == {"done": 1, "registration.place_not_offered": FEWER - 1}
    taken, holding, offers = held(own_app, category_id)
    assert taken == 1 == holding + offers


def test_each_freed_place_is_offered_to_one(own_app: Flask) -> None:
    category_id, placed, _waits = scene(own_app, places=6, waiting=4)
    outcomes = all_tried(own_app, [lambda id=each: cancel(id, by=None, now=NOW) for each in placed * 2])
    assert outcomes == {"done": 6, "registration.not_possible_now": 6}
    assert held(own_app, category_id) == (4, 0, 4)
