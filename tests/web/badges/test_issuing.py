"""Approved registrations have one badge, others none, and a reissue revokes the old one."""

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


def test_a_registration_approved_at_once_gets_a_badge_with_one_more_statement(
    app: Flask, statements: list[str]
) -> None:
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


def test_a_pending_registration_gets_a_badge_on_approval(app: Flask) -> None:
    category = a_category(an_edition(), needs_approval=True)
    registration = a_registration(category, status=RegistrationStatus.PENDING)
    assert badges() == []

    approve(registration.id, by=None, now=NOW)

    assert [(b.registration_id, b.issued_at, b.revoked_at) for b in badges()] == [(registration.id, NOW, None)]


def test_cancelling_revokes_the_badge(app: Flask) -> None:
    registration, _ = somebody_with_badge(a_category(an_edition()))

    cancel(registration.id, by=None, now=NOW)

    assert badge_of(registration.id) is None
    assert [(b.revoked_at, b.revoked_for) for b in badges()] == [(NOW, RevokedFor.CANCELLED)]


def test_rejecting_after_approval_revokes_the_badge(app: Flask) -> None:
    registration, _ = somebody_with_badge(a_category(an_edition()))

    reject(registration.id, reason="Datos falsos", by=a_person().id, now=NOW)

    assert [(b.revoked_at, b.revoked_for) for b in badges()] == [(NOW, RevokedFor.CANCELLED)]


def test_a_registration_approved_again_gets_a_new_code(app: Flask) -> None:
    registration, first = somebody_with_badge(a_category(an_edition()))
    cancel(registration.id, by=None, now=NOW)

    approve(registration.id, by=None, now=NOW + timedelta(hours=1))

    second = badge_of(registration.id)
    assert second is not None
    assert second.code != first.code


def test_a_reissue_revokes_the_old_badge_and_records_who_and_why(app: Flask) -> None:
    registration, old = somebody_with_badge(a_category(an_edition()))
    clerk = a_person()

    new = reissue_badge(old.id, reason="  Lo extravió ", by=clerk.id, now=NOW)

    assert badge_of(registration.id) == new
    revoked = find_badge(old.code)
    assert revoked is not None
    assert (revoked.revoked_at, revoked.revoked_for, revoked.revoked_reason, revoked.revoked_by_id) == (
        NOW,
        RevokedFor.REISSUED,
        "Lo extravió",
        clerk.id,
    )


@pytest.mark.parametrize(
    ("language", "subject"),
    [("es", "Repusimos su gafete: use el nuevo"), ("en", "We replaced your badge: use the new one")],
)
def test_a_reissue_notifies_the_person_of_the_new_badge(app: Flask, language: str, subject: str) -> None:
    person = a_person(language=language)
    registration, old = somebody_with_badge(a_category(an_edition()), person)

    reissue_badge(old.id, reason="Lo extravió", by=a_person().id, now=NOW)

    (mail,) = mails_to(str(person.email))
    assert mail.subject == subject
    where = f"http://localhost{link_of(registration)}/badge"
    assert [mail.text.count(where), mail.text.count("Lo extravió")] == [1, 1]
    assert mail.html.count(f'href="{where}"') == 2


def test_a_badge_reissued_already_is_not_reissued_again(app: Flask) -> None:
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


def test_a_second_badge_beside_a_valid_one_is_refused(app: Flask) -> None:
    registration = a_registration(a_category(an_edition()))
    a_badge_for(registration)

    with pytest.raises(BadgeAlreadyIssued), atomic():
        issue_badge(registration.id, now=NOW)

    assert len(badges()) == 1


def test_no_badge_has_an_unknown_code(app: Flask) -> None:
    somebody_with_badge(a_category(an_edition()))

    assert find_badge("A" * 20) is None
