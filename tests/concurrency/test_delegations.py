"""Of many names at once exactly as many get a place as the delegation has, and nobody gets two."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import func, select

from forum.core.clock import utc_now
from forum.core.database import db, session
from forum.delegations.models import Delegate, Delegation
from forum.delegations.service import close_delegation, name_person, remove_delegate
from forum.editions.models import Category
from forum.registration.models import Registration
from forum.registration.rules import HOLDING
from tests.builders.collisions import FEWER, all_tried
from tests.builders.delegations import a_delegate, a_delegation, a_guest
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person


def scene(app: Flask, *, places: int) -> tuple[int, int, int]:
    """A delegation in a category with two places more: the ids of it, of the category and of the edition."""
    with app.app_context():
        category = a_category(an_edition(), quota=places + 2)
        found = a_delegation(category, places=places).id, category.id, category.edition_id
        db.session.remove()
    return found


def counted(app: Flask, category_id: int) -> tuple[int, int, int]:
    """Places taken, registrations that hold one, and whom the delegation lists."""
    with app.app_context():
        taken = session().scalars(select(Category.places_taken).where(Category.id == category_id)).one()
        holding = session().scalar(select(func.count()).where(Registration.status.in_(HOLDING))) or 0
        listed = session().scalar(select(func.count()).where(Delegate.removed_at.is_(None))) or 0
        db.session.remove()
    return taken, holding, listed


def test_as_many_are_named_as_there_are_places(own_app: Flask) -> None:
    delegation_id, category_id, _edition_id = scene(own_app, places=5)
    guests = [a_guest() for _ in range(12)]
    outcomes = all_tried(
        own_app, [lambda guest=each: name_person(delegation_id, guest=guest, now=utc_now()) for each in guests]
    )
    assert outcomes == {"done": 5, "registration.block_full": 7}
    assert counted(own_app, category_id) == (5, 5, 5)


def test_the_same_person_named_at_once_has_one_place(own_app: Flask) -> None:
    delegation_id, category_id, _edition_id = scene(own_app, places=5)
    guest = a_guest("misma@example.mx")
    outcomes = all_tried(own_app, [lambda: name_person(delegation_id, guest=guest, now=utc_now())] * FEWER)
    assert outcomes == {"done": 1, "delegations.already_named": FEWER - 1}
    assert counted(own_app, category_id) == (5, 1, 1)


def test_removed_named_and_closed_at_once_the_count_holds(own_app: Flask) -> None:
    delegation_id, category_id, edition_id = scene(own_app, places=4)
    with own_app.app_context():
        delegation = session().get_one(Delegation, delegation_id)
        first, second, by = a_delegate(delegation).id, a_delegate(delegation).id, a_person().id
        db.session.remove()
    verbs: list[Callable[[], object]] = [
        lambda: remove_delegate(delegation_id, first, now=utc_now()),
        lambda: remove_delegate(delegation_id, first, now=utc_now()),
        lambda: name_person(delegation_id, guest=a_guest(), now=utc_now()),
        lambda: remove_delegate(delegation_id, second, now=utc_now()),
        lambda: name_person(delegation_id, guest=a_guest(), now=utc_now()),
        lambda: close_delegation(delegation_id, edition_id=edition_id, by=by, now=utc_now()),
        lambda: name_person(delegation_id, guest=a_guest(), now=utc_now()),
    ]
    outcomes = all_tried(own_app, verbs)
    assert set(outcomes) <= {"done", "core.not_found", "delegations.delegation_not_open"}
    taken, holding, listed = counted(own_app, category_id)
    assert taken == holding == listed
