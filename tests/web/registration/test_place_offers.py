"""A freed place is offered for a time to who waits next: taken, declined, lapsed, withdrawn, extended."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.errors import Refusal
from forum.editions.models import Category, Edition
from forum.editions.queries import first_opening
from forum.editions.service import update_category
from forum.mail.models import OutgoingMail
from forum.registration.enums import PlaceStep
from forum.registration.enums import RegistrationStatus as S
from forum.registration.errors import CategoryFull, ForumBegun, PlaceNotOffered, PlaceOfferLapsed
from forum.registration.models import Registration, RegistrationEvent
from forum.registration.service import (
    accept_offer,
    approve,
    ask_again,
    cancel,
    change_category,
    decline_offer,
    end_lapsed_offers,
    extend_offer,
    offer_place,
    register,
    withdraw_offer,
)
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person, a_role, sign_in
from tests.builders.registrations import a_notice, a_registration, an_applicant, link_of

NOW = utc_now()
HOUR = timedelta(hours=1)


def offering(quota: int = 1, **values: object) -> Category:
    """A category that offers its places for a day."""
    return a_category(an_edition(), **{"quota": quota, "offers_places": True, **values})


def waiting(category: Category, number: int) -> list[Registration]:
    """Those who wait, the first one first."""
    return [
        a_registration(
            category, a_person(email=f"espera{n}@example.mx"), status=S.WAITLISTED, created_at=NOW - (9 - n) * HOUR
        )
        for n in range(number)
    ]


def fresh(registration: Registration) -> Registration:
    return session().get_one(Registration, registration.id, populate_existing=True)


def taken(category: Category) -> int:
    return session().scalars(select(Category.places_taken).where(Category.id == category.id)).one()


def steps(registration: Registration) -> list[PlaceStep]:
    query = select(RegistrationEvent.offer).where(
        RegistrationEvent.registration_id == registration.id, RegistrationEvent.offer.is_not(None)
    )
    return [step for step in session().scalars(query.order_by(RegistrationEvent.id)) if step]


def sent(registration: Registration) -> list[str]:
    query = select(OutgoingMail.message).where(
        OutgoingMail.to_email == session().get_one(Registration, registration.id).person.email
    )
    return [message.removeprefix("registration/") for message in session().scalars(query.order_by(OutgoingMail.id))]


def a_freed_place(number: int = 2, **values: object) -> tuple[Category, list[Registration]]:
    """One place that has become free, and those who wait for it."""
    category = offering(**values)
    placed = a_registration(category)
    who = waiting(category, number)
    cancel(placed.id, by=None, now=NOW)
    return category, who


def test_a_freed_place_is_held_for_who_is_next(app: Flask) -> None:
    category, (first, second) = a_freed_place()
    assert (fresh(first).status, fresh(first).offered_until) == (S.WAITLISTED, NOW + 24 * HOUR)
    assert fresh(second).offered_until is None
    assert (taken(category), steps(first)) == (1, [PlaceStep.OFFERED])
    mail = mails_to("espera0@example.mx")[-1]
    assert mail.subject.startswith("Tiene un lugar: tómelo hasta el")
    assert "Tomar mi lugar" in mail.text
    edition = session().get_one(Edition, category.edition_id)
    late = register(edition.id, category_id=category.id, applicant=an_applicant(a_notice()), now=utc_now())
    assert late.status is S.WAITLISTED


def test_the_place_is_taken_once(app: Flask) -> None:
    category, (first, second) = a_freed_place()
    accept_offer(first.id, now=NOW + HOUR)
    assert (fresh(first).status, fresh(first).offered_until, taken(category)) == (S.APPROVED, None, 1)
    assert steps(first) == [PlaceStep.OFFERED, PlaceStep.ACCEPTED]
    assert fresh(second).offered_until is None
    with pytest.raises(PlaceNotOffered):
        accept_offer(first.id, now=NOW + HOUR)


def test_where_the_category_needs_approval_it_is_pending(app: Flask) -> None:
    _category, (first, _second) = a_freed_place(needs_approval=True)
    accept_offer(first.id, now=NOW)
    assert fresh(first).status is S.PENDING


def test_a_declined_place_goes_to_the_next_one_and_comes_back_when_asked_for(app: Flask) -> None:
    category, (first, second) = a_freed_place()
    decline_offer(first.id, now=NOW + HOUR)
    assert (fresh(first).status, fresh(first).passed_at) == (S.WAITLISTED, NOW + HOUR)
    assert fresh(second).offered_until == NOW + 25 * HOUR
    decline_offer(second.id, now=NOW + 2 * HOUR)
    assert taken(category) == 0
    ask_again(first.id, now=NOW + 3 * HOUR)
    assert fresh(first).offered_until == NOW + 27 * HOUR
    assert steps(first) == [PlaceStep.OFFERED, PlaceStep.DECLINED, PlaceStep.ASKED, PlaceStep.OFFERED]


def test_an_offer_that_lapses_is_told_and_goes_to_the_next_one(app: Flask) -> None:
    category, (first, second) = a_freed_place()
    assert end_lapsed_offers(now=NOW + 23 * HOUR) == 0
    with pytest.raises(PlaceOfferLapsed):
        accept_offer(first.id, now=NOW + 24 * HOUR)
    assert end_lapsed_offers(now=NOW + 24 * HOUR) == 1
    assert end_lapsed_offers(now=NOW + 24 * HOUR) == 0
    assert (steps(first)[-1], mails_to("espera0@example.mx")[-1].subject[:15]) == (PlaceStep.LAPSED, "Venció el plazo")
    assert fresh(second).offered_until == NOW + 48 * HOUR
    assert taken(category) == 1


def test_no_offer_lasts_beyond_the_opening_and_then_places_are_given(app: Flask) -> None:
    category, (first, second) = a_freed_place()
    opening = first_opening(session().get_one(Edition, category.edition_id))
    cancel(first.id, by=None, now=opening - HOUR)
    assert fresh(second).offered_until == opening
    third = a_registration(category, status=S.WAITLISTED)
    end_lapsed_offers(now=opening)
    assert fresh(third).status is S.APPROVED
    with pytest.raises(ForumBegun):
        offer_place(second.id, instead_of=None, by=a_person().id, now=opening)


def test_the_desk_offers_out_of_turn_what_is_offered_to_somebody_else(app: Flask) -> None:
    category, (first, second, third) = a_freed_place(3)
    organiser = a_person()
    with pytest.raises(CategoryFull):
        offer_place(third.id, instead_of=None, by=organiser.id, now=NOW)
    offer_place(third.id, instead_of=first.id, by=organiser.id, now=NOW)
    assert [fresh(each).offered_until is not None for each in (first, second, third)] == [False, False, True]
    assert (steps(first)[-1], steps(third)) == (PlaceStep.WITHDRAWN, [PlaceStep.OFFERED])
    assert taken(category) == 1
    with pytest.raises(PlaceNotOffered):
        offer_place(second.id, instead_of=first.id, by=organiser.id, now=NOW)


def test_a_withdrawn_offer_goes_to_the_next_one_and_the_turn_is_kept(app: Flask) -> None:
    category, (first, second) = a_freed_place()
    withdraw_offer(first.id, by=a_person().id, now=NOW)
    assert (fresh(first).offered_until, fresh(first).passed_at) == (None, None)
    assert fresh(second).offered_until is not None
    cancel(second.id, by=None, now=NOW)
    assert fresh(first).offered_until is not None
    assert taken(category) == 1


def test_an_offer_is_extended(app: Flask) -> None:
    _category, (first, _second) = a_freed_place()
    extend_offer(first.id, until=NOW + 30 * HOUR, by=a_person().id, now=NOW)
    accept_offer(first.id, now=NOW + 29 * HOUR)
    assert fresh(first).status is S.APPROVED


@pytest.mark.parametrize("ends", ["approved", "cancelled", "moved", "rejected"])
def test_whatever_ends_an_offer_keeps_the_count(app: Flask, ends: str) -> None:
    category, (first, second) = a_freed_place()
    other = a_category(session().get_one(Edition, category.edition_id), code="otra", quota=5)
    verbs = {
        "approved": lambda: approve(first.id, by=None, now=NOW),
        "cancelled": lambda: cancel(first.id, by=None, now=NOW),
        "moved": lambda: change_category(first.id, category_id=other.id, by=a_person().id, now=NOW),
        "rejected": lambda: cancel(first.id, by=None, now=NOW),
    }
    verbs[ends]()
    assert fresh(first).offered_until is None
    assert (fresh(second).offered_until is None) is (ends == "approved")
    assert (taken(category), taken(other)) == (1, int(ends == "moved"))


def test_switched_to_assigning_places_go_at_once(app: Flask) -> None:
    category, (first, second) = a_freed_place()
    decline_offer(first.id, now=NOW)
    decline_offer(second.id, now=NOW)
    update_category(
        category.id, code=category.code, kind=category.kind, name_es="V", name_en="V", colour=category.colour, quota=2,
        needs_approval=False, offers_places=False, day_ids=(), now=NOW,
    )  # fmt: skip
    assert [fresh(each).status for each in (first, second)] == [S.APPROVED, S.APPROVED]


def test_ones_page_takes_declines_and_asks_again(client: FlaskClient) -> None:
    _category, (first, second) = a_freed_place()
    page = client.get(link_of(first)).text
    assert "Apartamos un lugar para usted hasta el" in page
    assert "Tomar mi lugar" in page
    client.post(f"{link_of(first)}/place/refusal")
    page = client.get(link_of(first)).text
    assert "Pedir otro turno" in page
    client.post(f"{link_of(second)}/place")
    assert fresh(second).status is S.APPROVED
    client.post(f"{link_of(first)}/turn")
    assert "Su posición en la lista: 1." in client.get(link_of(first)).text
    late = client.post(f"{link_of(second)}/place", follow_redirects=True)
    assert "Ese lugar ya no está ofrecido" in late.text


def test_a_lapsed_offer_reads_as_lapsed_before_the_worker_comes(client: FlaskClient) -> None:
    category = offering()
    first = a_registration(category, status=S.WAITLISTED, offered_until=NOW - HOUR)
    assert "Pedir otro turno" in client.get(link_of(first)).text


def test_the_desk_sees_offers_and_acts(client: FlaskClient) -> None:
    category, (first, second) = a_freed_place()
    edition = session().get_one(Edition, category.edition_id)
    organiser = a_person()
    a_role(organiser, Role.ORGANISER, edition)
    sign_in(client, organiser)
    root = f"/{edition.slug}/registrations"
    page = client.get(f"{root}/waiting?category={category.id}").text
    assert page.index("Ofrecido hasta el") < page.index("En espera")
    assert 'href="' + f"{root}/waiting" in client.get(root).text
    assert client.post(f"{root}/{second.id}/offer", data={"source": "0"}).status_code == 422
    assert client.post(f"{root}/{second.id}/offer", data={"source": str(first.id)}).status_code == 302
    end = (utc_now() + 2 * HOUR).strftime("%Y-%m-%dT%H:%M")
    assert client.post(f"{root}/{second.id}/offer/end", data={"until": end}).status_code == 302
    assert client.post(f"{root}/{second.id}/offer/end", data={"until": "2020-01-01T10:00"}).status_code == 422
    client.post(f"{root}/{second.id}/offer/withdrawal")
    assert steps(second) == [PlaceStep.OFFERED, PlaceStep.EXTENDED, PlaceStep.WITHDRAWN]
    history = client.get(f"{root}/{second.id}").text
    assert "Oferta retirada" in history
    assert organiser.name.short in history


def test_refusals_are_named(app: Flask) -> None:
    assert {each.code for each in (PlaceNotOffered, PlaceOfferLapsed)} == {
        "registration.place_not_offered",
        "registration.place_offer_lapsed",
    }
    assert issubclass(ForumBegun, Refusal)
