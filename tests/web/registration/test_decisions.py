"""Decisions on registrations: places, promotions, announcements, mails, history."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from forum.badges.models import Badge
from forum.companies.models import Ally, AllyCode
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.each import do_each
from forum.core.errors import NotFound
from forum.editions.models import Category, Edition
from forum.editions.service import update_category
from forum.mail.models import OutgoingMail
from forum.registration.enums import RegistrationStatus as S
from forum.registration.errors import CategoryFull, NotPossibleNow, RegistrationReasonMissing
from forum.registration.models import Registration, RegistrationEvent
from forum.registration.service import (
    approve,
    cancel,
    cancel_own,
    change_category,
    decide_on,
    register,
    reinstate,
    reject,
)
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person
from tests.builders.registrations import a_notice, a_registration, an_applicant


def status(registration: Registration) -> S:
    return session().scalars(select(Registration.status).where(Registration.id == registration.id)).one()


def taken(category: Category) -> int:
    return session().scalars(select(Category.places_taken).where(Category.id == category.id)).one()


def sent() -> list[str]:
    return [
        m.removeprefix("registration/")
        for m in session().scalars(select(OutgoingMail.message).order_by(OutgoingMail.id))
    ]


def badges_alive() -> int:
    return len(session().scalars(select(Badge.id).where(Badge.revoked_at.is_(None))).all())


def history(registration: Registration) -> list[tuple[S, str, int | None]]:
    query = select(RegistrationEvent).where(RegistrationEvent.registration_id == registration.id)
    return [(e.status, e.reason, e.by_id) for e in session().scalars(query.order_by(RegistrationEvent.id))]


def test_an_approval_gives_a_badge_and_is_recorded(app: Flask) -> None:
    category, organiser = a_category(an_edition(), quota=1, needs_approval=True), a_person()
    registration = a_registration(category, status=S.PENDING)
    approve(registration.id, by=organiser.id, now=utc_now())
    assert (status(registration), taken(category), badges_alive()) == (S.APPROVED, 1, 1)
    assert history(registration) == [(S.APPROVED, "", organiser.id)]
    assert sent() == ["confirmed"]
    with pytest.raises(NotPossibleNow):
        approve(registration.id, by=organiser.id, now=utc_now())


def test_an_approval_from_the_waiting_list_needs_a_place(app: Flask) -> None:
    category = a_category(an_edition(), quota=1)
    a_registration(category)
    waiting = a_registration(category, status=S.WAITLISTED)
    with pytest.raises(CategoryFull):
        approve(waiting.id, by=None, now=utc_now())
    assert (status(waiting), taken(category)) == (S.WAITLISTED, 1)


def test_a_rejection_needs_a_reason_and_frees_the_place(app: Flask) -> None:
    category, organiser = a_category(an_edition(), needs_approval=True), a_person()
    registration = a_registration(category, status=S.PENDING)
    with pytest.raises(RegistrationReasonMissing):
        reject(registration.id, reason=" ", by=organiser.id, now=utc_now())
    reject(registration.id, reason="No es del sector.", by=organiser.id, now=utc_now())
    assert (status(registration), taken(category)) == (S.REJECTED, 0)
    assert history(registration) == [(S.REJECTED, "No es del sector.", organiser.id)]
    assert session().scalars(select(OutgoingMail.context)).one()["reason"] == "No es del sector."


def test_a_cancellation_promotes_who_waits_longest(app: Flask) -> None:
    category, notice = a_category(an_edition(), quota=1), a_notice()
    outcomes = [
        register(category.edition_id, category_id=category.id, applicant=an_applicant(notice), now=utc_now())
        for _ in range(3)
    ]
    cancel(outcomes[0].registration_id, by=None, now=utc_now())
    statuses = session().scalars(select(Registration.status).order_by(Registration.id)).all()
    assert statuses == [S.CANCELLED, S.APPROVED, S.WAITLISTED]
    assert (taken(category), badges_alive()) == (1, 1)
    assert sent() == ["confirmed", "waitlisted", "waitlisted", "cancelled", "promoted"]


def test_who_comes_back_to_the_waiting_list_is_its_last(app: Flask) -> None:
    category, moment = a_category(an_edition(), quota=1), utc_now()
    placed = a_registration(category)
    first, second = (
        a_registration(category, status=S.WAITLISTED, created_at=moment - timedelta(days=days)) for days in (9, 1)
    )
    cancel_own(first.id, now=moment)
    reinstate(first.id, now=moment)
    cancel(placed.id, by=None, now=moment)
    assert (status(first), status(second)) == (S.WAITLISTED, S.APPROVED)


def test_a_promotion_into_a_category_with_approval_is_pending(app: Flask) -> None:
    category = a_category(an_edition(), quota=1, needs_approval=True)
    first, waiting = a_registration(category), a_registration(category, status=S.WAITLISTED)
    cancel(first.id, by=None, now=utc_now())
    assert (status(waiting), taken(category), badges_alive()) == (S.PENDING, 1, 0)
    assert sent() == ["cancelled", "received"]


def test_the_waiting_list_of_another_category_stays(app: Flask) -> None:
    edition = an_edition()
    category, other = a_category(edition, quota=1), a_category(edition, quota=1)
    first, waiting = a_registration(category), a_registration(other, status=S.WAITLISTED)
    cancel(first.id, by=None, now=utc_now())
    assert status(waiting) is S.WAITLISTED


def test_cancelling_from_the_waiting_list_frees_nothing(app: Flask) -> None:
    category = a_category(an_edition(), quota=1)
    a_registration(category)
    waiting = a_registration(category, status=S.WAITLISTED)
    cancel(waiting.id, by=None, now=utc_now())
    assert (status(waiting), taken(category)) == (S.CANCELLED, 1)


def test_a_cancelled_code_may_be_used_by_somebody_else(app: Flask) -> None:
    category, notice = a_category(an_edition()), a_notice()
    with atomic() as s:
        ally = Ally(name="Coparmex León", slug="coparmex")
        s.add(ally)
        s.flush()
        s.add(AllyCode(ally_id=ally.id, code="UNA", cap=1))
    applicant = an_applicant(notice, ally_code="UNA")
    outcome = register(category.edition_id, category_id=category.id, applicant=applicant, now=utc_now())
    cancel(outcome.registration_id, by=None, now=utc_now())
    again = an_applicant(notice, ally_code="UNA")
    register(category.edition_id, category_id=category.id, applicant=again, now=utc_now())
    assert session().scalar(select(AllyCode.uses)) == 1


def test_who_registers_again_takes_a_place_or_waits(app: Flask) -> None:
    category = a_category(an_edition(), quota=1)
    registration = a_registration(category)
    cancel_own(registration.id, now=utc_now())
    reinstate(registration.id, now=utc_now())
    assert (status(registration), taken(category), badges_alive()) == (S.APPROVED, 1, 1)
    cancel_own(registration.id, now=utc_now())
    a_registration(category)
    reinstate(registration.id, now=utc_now())
    assert (status(registration), taken(category)) == (S.WAITLISTED, 1)


def test_another_category_moves_the_place(app: Flask) -> None:
    edition, organiser = an_edition(), a_person()
    visitors, guests = a_category(edition, quota=1), a_category(edition, quota=1, name_es="Invitado")
    registration = a_registration(visitors)
    waiting = a_registration(visitors, status=S.WAITLISTED)
    change_category(registration.id, category_id=guests.id, by=organiser.id, now=utc_now())
    assert (taken(visitors), taken(guests), status(waiting)) == (1, 1, S.APPROVED)
    assert history(registration) == [(S.APPROVED, "→ Invitado", organiser.id)]
    with pytest.raises(CategoryFull):
        change_category(waiting.id, category_id=guests.id, by=organiser.id, now=utc_now())


def test_another_category_may_end_the_waiting(app: Flask) -> None:
    edition = an_edition()
    full, open_one = a_category(edition, quota=1), a_category(edition)
    a_registration(full)
    waiting = a_registration(full, status=S.WAITLISTED)
    change_category(waiting.id, category_id=open_one.id, by=a_person().id, now=utc_now())
    assert (status(waiting), taken(full), taken(open_one)) == (S.APPROVED, 1, 1)


def test_a_category_of_another_edition_is_not_found(app: Flask) -> None:
    registration = a_registration(a_category(an_edition()))
    with pytest.raises(NotFound):
        change_category(registration.id, category_id=a_category(an_edition()).id, by=1, now=utc_now())


def test_many_at_once_each_on_its_own(app: Flask) -> None:
    category, organiser = a_category(an_edition(), needs_approval=True), a_person()
    pending = [a_registration(category, status=S.PENDING) for _ in range(2)]
    approved, elsewhere = a_registration(category), a_registration(a_category(an_edition()), status=S.PENDING)
    ids = [r.id for r in (*pending, approved, elsewhere)]
    edition_id = category.edition_id
    count, refused = do_each(
        [*ids, 4711],
        lambda id: decide_on(id, lambda: approve(id, by=organiser.id, now=utc_now()), edition_id=edition_id),
    )
    reasons = {id: type(refusal) for id, refusal in refused.items()}
    assert (count, reasons) == (2, {approved.id: NotPossibleNow, elsewhere.id: NotFound, 4711: NotFound})
    assert (status(elsewhere), badges_alive()) == (S.PENDING, 2)


@pytest.mark.parametrize(("quota", "statuses"), [(2, [S.APPROVED, S.WAITLISTED]), (None, [S.APPROVED, S.APPROVED])])
def test_more_places_promote_the_waiting_list(app: Flask, quota: int | None, statuses: list[S]) -> None:
    category = a_category(an_edition(), quota=1)
    a_registration(category)
    waiting = [a_registration(category, status=S.WAITLISTED) for _ in range(2)]
    update_category(
        category.id, code=category.code, kind=category.kind, name_es="Visitante", name_en="Visitor",
        colour="#0b5f55", quota=quota, needs_approval=False, day_ids=(), now=utc_now(),
    )  # fmt: skip
    assert [status(r) for r in waiting] == statuses
    assert session().get_one(Edition, category.edition_id).id == category.edition_id
