"""Places of a category reserved for an ally: theirs alone until they are released, and never more than the quota."""

import contextlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, or_, select

from forum.accounts.enums import Role
from forum.companies.models import AllyCode
from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.errors import Refusal
from forum.editions.models import Category, Edition
from forum.registration.enums import RegistrationStatus as S
from forum.registration.errors import BlockBelowTaken, BlockReleased, BlockTooSmall, CategoryFull
from forum.registration.models import PlaceBlock, Registration
from forum.registration.rules import HOLDING
from forum.registration.service import (
    accept_offer,
    approve,
    cancel,
    change_category,
    decline_offer,
    register,
    reinstate,
)
from forum.registration.service.blocks import change_block, release_block, release_due_blocks
from tests.builders.companies import an_ally, an_ally_code
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, a_role, sign_in
from tests.builders.places import a_block
from tests.builders.registrations import a_notice, a_registration, an_applicant

NOW = utc_now()


def scene(quota: int = 2) -> tuple[Edition, Category, AllyCode]:
    edition = an_edition()
    return edition, a_category(edition, quota=quota), an_ally_code(an_ally("Cámara"), edition_id=edition.id)


def registered(category: Category, code: AllyCode | None = None) -> Registration:
    applicant = an_applicant(a_notice(), ally_code=code.code if code else None)
    made = register(category.edition_id, category_id=category.id, applicant=applicant, now=utc_now())
    return fresh(session().get_one(Registration, made.registration_id))


def fresh(registration: Registration) -> Registration:
    return session().get_one(Registration, registration.id, populate_existing=True)


def taken(category: Category) -> int:
    return session().scalars(select(Category.places_taken).where(Category.id == category.id)).one()


def used(block: PlaceBlock) -> int:
    return session().scalars(select(PlaceBlock.taken).where(PlaceBlock.id == block.id)).one()


def test_outsiders_get_what_remains_and_the_group_its_own(app: Flask) -> None:
    _edition, category, code = scene(quota=2)
    block = a_block(category, code)
    assert taken(category) == 1
    assert [registered(category).status for _ in range(2)] == [S.APPROVED, S.WAITLISTED]
    member = registered(category, code)
    assert (member.status, member.block_id) == (S.APPROVED, block.id)
    assert registered(category, code).status is S.WAITLISTED
    assert (taken(category), used(block)) == (2, 1)


def test_a_block_of_one_code_is_for_that_code(app: Flask) -> None:
    edition, category, code = scene(quota=1)
    block = a_block(category, code, of_code=True)
    other = an_ally_code(session().get_one(type(an_ally("Otra")), code.ally_id), edition_id=edition.id, code="OTRO")
    assert registered(category, other).status is S.WAITLISTED
    assert registered(category, code).block_id == block.id


def test_a_place_of_the_group_goes_to_the_next_of_the_group(app: Flask) -> None:
    _edition, category, code = scene(quota=1)
    block = a_block(category, code)
    member, outsider, second = registered(category, code), registered(category), registered(category, code)
    cancel(member.id, by=None, now=NOW)
    assert [fresh(each).status for each in (member, outsider, second)] == [S.CANCELLED, S.WAITLISTED, S.APPROVED]
    assert (fresh(member).block_id, fresh(second).block_id) == (None, block.id)
    cancel(second.id, by=None, now=NOW)
    assert (fresh(outsider).status, taken(category), used(block)) == (S.WAITLISTED, 1, 0)


def test_what_is_not_used_is_released_on_its_day_or_by_hand(app: Flask) -> None:
    edition, category, code = scene(quota=2)
    block = a_block(category, code, places=2, release_at=NOW + timedelta(days=1))
    member, outsider = registered(category, code), registered(category)
    assert release_due_blocks(now=NOW) == 0
    assert release_due_blocks(now=NOW + timedelta(days=1)) == 1
    assert (fresh(outsider).status, taken(category)) == (S.APPROVED, 2)
    with pytest.raises(BlockReleased):
        release_block(block.id, edition_id=edition.id, by=None, now=NOW)
    cancel(member.id, by=None, now=NOW)
    assert taken(category) == 1


def test_more_and_fewer_are_reserved_within_the_quota(app: Flask) -> None:
    edition, category, code = scene(quota=3)
    block, by = a_block(category, code, places=2), a_person().id
    registered(category, code)
    outsiders = [registered(category) for _ in range(2)]

    def change(places: int) -> None:
        change_block(block.id, edition_id=edition.id, places=places, release_at=None, by=by, now=NOW)

    for places, refusal in ((0, BlockTooSmall), (3, CategoryFull)):
        with pytest.raises(refusal):
            change(places)
    change(1)
    assert [fresh(each).status for each in outsiders] == [S.APPROVED, S.APPROVED]
    cancel(outsiders[0].id, by=None, now=NOW)
    change(2)
    assert (taken(category), used(block)) == (3, 1)
    registered(category, code)
    with pytest.raises(BlockBelowTaken):
        change(1)


def test_a_place_of_the_group_is_offered_where_places_are(app: Flask) -> None:
    edition, code = an_edition(), None
    category = a_category(edition, quota=1, offers_places=True)
    code = an_ally_code(an_ally("Cámara"), edition_id=edition.id)
    block = a_block(category, code)
    first, outsider, second = registered(category, code), registered(category), registered(category, code)
    cancel(first.id, by=None, now=NOW)
    assert (fresh(second).offered_until is not None, fresh(second).block_id) == (True, block.id)
    assert fresh(outsider).offered_until is None
    decline_offer(second.id, now=NOW)
    assert (used(block), taken(category)) == (0, 1)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 6)), max_size=14))
def test_the_count_is_always_that_of_the_places(app: Flask, steps: list[tuple[int, int]]) -> None:
    """Whatever is done in whatever order: taken places are those held, those offered and those reserved."""
    edition = an_edition(slug=f"e{session().scalar(select(func.count()).select_from(Edition))}")
    category, other = a_category(edition, quota=4), a_category(edition, code="otra", quota=2, offers_places=True)
    code = an_ally_code(an_ally(f"A{edition.id}"), edition_id=edition.id, code=f"C{edition.id}XX")
    block, by = a_block(category, code, places=2), a_person().id
    people = [a_registration(category, status=S.WAITLISTED) for _ in range(3)]

    def moved(who: Registration) -> None:
        target = other if fresh(who).category_id == category.id else category
        change_category(who.id, category_id=target.id, by=by, now=NOW)

    verbs: tuple[Callable[[Registration, int], object], ...] = (
        lambda _who, _which: people.append(registered(category)),
        lambda _who, _which: people.append(registered(category, code)),
        lambda who, _which: cancel(who.id, by=None, now=NOW),
        lambda who, _which: approve(who.id, by=None, now=NOW),
        lambda who, _which: moved(who),
        lambda _who, which: change_block(
            block.id, edition_id=edition.id, places=which, release_at=None, by=by, now=NOW
        ),
        lambda who, which: accept_offer(who.id, now=NOW) if which % 2 else reinstate(who.id, now=NOW),
        lambda _who, _which: release_block(block.id, edition_id=edition.id, by=by, now=NOW),
    )
    for kind, which in steps:
        with contextlib.suppress(Refusal):
            verbs[kind](people[which % len(people)], which)
        _ensure_counts(category, other, block)


def _ensure_counts(category: Category, other: Category, block: PlaceBlock) -> None:
    current = session().get_one(PlaceBlock, block.id, populate_existing=True)
    holds = or_(Registration.status.in_(HOLDING), Registration.offered_until.is_not(None))

    def held(*conditions: object) -> int:
        return session().scalar(select(func.count(Registration.id)).where(holds, *conditions)) or 0  # type: ignore[arg-type]

    in_block = held(Registration.block_id == block.id)
    reserved = 0 if current.released_at else current.places
    if not current.released_at:
        assert current.taken == in_block <= current.places
    outside = held(Registration.category_id == category.id) - (0 if current.released_at else in_block)
    assert taken(category) == outside + reserved <= 4
    assert taken(other) == held(Registration.category_id == other.id) <= 2


def test_the_organiser_reserves_changes_and_releases(client: FlaskClient) -> None:
    edition, category, code = scene(quota=3)
    organiser = a_person()
    a_role(organiser, Role.ORGANISER, edition)
    sign_in(client, organiser)
    root = f"/{edition.slug}/registrations/reserved"
    form = {"group": f"{code.ally_id}-{code.id}", "category_id": str(category.id), "places": "3"}
    assert client.post(root, data={**form, "places": "4"}).status_code == 422
    assert client.post(root, data={**form, "release_at": "2030-01-01T10:00"}).status_code == 302
    block = session().scalars(select(PlaceBlock)).one()
    assert (block.ally_code_id, block.places, block.created_by_id) == (code.id, 3, organiser.id)
    page = client.get(root).text
    assert "Cámara" in page
    assert "0 / 3" in page
    assert client.post(f"{root}/{block.id}", data={"places": "2"}).status_code == 302
    told = client.post(f"{root}/{block.id}/release", follow_redirects=True).text
    assert "Liberamos 2 lugares." in told
    assert taken(category) == 0


def test_who_has_a_code_reads_of_it_where_the_rest_is_full(client: FlaskClient) -> None:
    edition, category, code = scene(quota=1)
    a_block(category, code)
    a_notice()
    page = client.get(f"/{edition.slug}/register/{category.id}").text
    assert "Si un aliado le dio un código, escríbalo" in page
