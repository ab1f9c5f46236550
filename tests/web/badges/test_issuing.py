"""Approved people have one badge, others none, and a reissue voids the one before."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from forum.badges.enums import RevokedFor
from forum.badges.errors import BadgeAlreadyIssued, BadgeRevokedAlready, ReissueReasonMissing
from forum.badges.models import Badge
from forum.badges.queries import badge_of, find_badge
from forum.badges.rules import is_code
from forum.badges.service import issue_badge, reissue_badge
from forum.core.database import atomic, session
from forum.registration.enums import RegistrationStatus
from forum.registration.service import approve, cancel, register, reject
from tests.builders.badges import a_badge_for, somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person
from tests.builders.registrations import a_notice, a_registration, an_applicant, link_of

NOW = datetime(2026, 9, 1, 15, 0, tzinfo=UTC)


def badges() -> list[Badge]:
    return list(session().scalars(select(Badge).order_by(Badge.id)))


def test_who_is_approved_at_once_has_a_badge_for_one_more_statement(app: Flask, statements: list[str]) -> None:
    category = a_category(an_edition())
    applicant = an_applicant(a_notice())
    statements.clear()

    outcome = register(category.edition_id, category_id=category.id, applicant=applicant, now=_open_now())

    assert [s.split(" (")[0] for s in statements if "INTO badge" in s] == ["INSERT INTO badge"]
    assert [s for s in statements if " badge " in s and "INTO badge" not in s] == []
    badge = badge_of(outcome.registration_id)
    assert badge is not None
    assert is_code(badge.code)


def _open_now() -> datetime:
    return datetime.now(UTC)


def test_who_waits_for_a_yes_has_a_badge_with_it(app: Flask) -> None:
    category = a_category(an_edition(), needs_approval=True)
    registration = a_registration(category, status=RegistrationStatus.PENDING)
    assert badges() == []

    approve(registration.id, by=None, now=NOW)

    assert [(b.registration_id, b.issued_at, b.revoked_at) for b in badges()] == [(registration.id, NOW, None)]


def test_a_cancelled_registration_has_a_void_badge(app: Flask) -> None:
    registration, _ = somebody_with_badge(a_category(an_edition()))

    cancel(registration.id, by=None, now=NOW)

    assert badge_of(registration.id) is None
    assert [(b.revoked_at, b.revoked_for) for b in badges()] == [(NOW, RevokedFor.CANCELLED)]


def test_who_is_turned_away_after_a_yes_has_a_void_badge(app: Flask) -> None:
    registration, _ = somebody_with_badge(a_category(an_edition()))

    reject(registration.id, reason="Datos falsos", by=a_person().id, now=NOW)

    assert [(b.revoked_at, b.revoked_for) for b in badges()] == [(NOW, RevokedFor.CANCELLED)]


def test_who_is_approved_again_has_a_new_code(app: Flask) -> None:
    registration, first = somebody_with_badge(a_category(an_edition()))
    cancel(registration.id, by=None, now=NOW)

    approve(registration.id, by=None, now=NOW + timedelta(hours=1))

    second = badge_of(registration.id)
    assert second is not None
    assert second.code != first.code


def test_a_reissue_voids_the_badge_before_and_says_who_and_why(app: Flask) -> None:
    registration, old = somebody_with_badge(a_category(an_edition()))
    clerk = a_person()

    new = reissue_badge(old.id, reason="  Lo extravió ", by=clerk.id, now=NOW)

    assert badge_of(registration.id) == new
    voided = find_badge(old.code)
    assert voided is not None
    assert (voided.revoked_at, voided.revoked_for, voided.revoked_reason, voided.revoked_by_id) == (
        NOW,
        RevokedFor.REISSUED,
        "Lo extravió",
        clerk.id,
    )


@pytest.mark.parametrize(
    ("language", "subject"),
    [("es", "Su gafete se repuso: use el nuevo"), ("en", "Your badge was replaced: use the new one")],
)
def test_whose_badge_was_replaced_is_told_where_the_new_one_is(app: Flask, language: str, subject: str) -> None:
    person = a_person(language=language)
    registration, old = somebody_with_badge(a_category(an_edition()), person)

    reissue_badge(old.id, reason="Lo extravió", by=a_person().id, now=NOW)

    (letter,) = mails_to(str(person.email))
    assert letter.subject == subject
    where = f"http://localhost{link_of(registration)}/badge"
    assert [letter.text.count(where), letter.text.count("Lo extravió")] == [1, 1]
    assert letter.html.count(f'href="{where}"') == 2


def test_a_badge_replaced_already_is_not_replaced_again(app: Flask) -> None:
    _, old = somebody_with_badge(a_category(an_edition()))
    clerk = a_person()
    reissue_badge(old.id, reason="Lo extravió", by=clerk.id, now=NOW)

    with pytest.raises(BadgeRevokedAlready):
        reissue_badge(old.id, reason="Lo extravió", by=clerk.id, now=NOW)

    assert len(badges()) == 2


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_reissue_without_reason_changes_nothing(app: Flask, reason: str) -> None:
    registration, old = somebody_with_badge(a_category(an_edition()))

    with pytest.raises(ReissueReasonMissing):
        reissue_badge(old.id, reason=reason, by=a_person().id, now=NOW)

    assert badge_of(registration.id) == old


def test_a_second_badge_beside_one_alive_is_refused_by_name(app: Flask) -> None:
    registration = a_registration(a_category(an_edition()))
    a_badge_for(registration)

    with pytest.raises(BadgeAlreadyIssued), atomic():
        issue_badge(registration.id, now=NOW)

    assert len(badges()) == 1


def test_no_badge_has_an_unknown_code(app: Flask) -> None:
    somebody_with_badge(a_category(an_edition()))

    assert find_badge("A" * 20) is None
