"""Staff badges: the quota, removing colleagues, and people who were registered before."""

import pytest
from flask import Flask

from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.names import PersonName
from forum.editions.enums import CategoryKind
from forum.exhibitors import service
from forum.exhibitors.errors import AlreadyStaff, AttendsOtherwise, QuotaBelowStaff, StaffNotYet, StaffQuotaFull
from forum.exhibitors.models import StaffMember
from forum.exhibitors.queries.applications import staff_of
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from forum.registration.service import cancel, register_attendee
from tests.builders.editions import a_category, an_edition
from tests.builders.exhibitors import Applicant, an_applicant, an_exhibitor, an_exhibitor_category, stands
from tests.builders.mail import mails_to
from tests.builders.people import a_person

NOW = utc_now()


def exhibiting(**values: object) -> Applicant:
    edition = an_edition(**values)
    an_exhibitor_category(edition)
    return an_exhibitor(edition, stands(edition, 1)[0])


def add(applicant: Applicant, email: str | None = None) -> StaffMember:
    colleague = service.Colleague(
        name=PersonName("José Ángel", "Muñoz"),
        email=email,
        position="Ventas",
        language="es",
    )
    return service.add_staff(applicant.exhibitor.id, colleague=colleague, by=applicant.person.id, now=NOW)


def registration(member: StaffMember) -> Registration:
    session().expire_all()
    return session().get_one(Registration, member.registration_id)


def test_a_colleague_gets_a_badge_and_is_mailed_a_link(app: Flask) -> None:
    applicant = exhibiting()
    member = add(applicant, "jose@example.mx")
    row = registration(member)
    assert (row.status, row.company_id, row.position) == (
        RegistrationStatus.APPROVED,
        applicant.company.id,
        "Ventas",
    )
    assert row.organisation == applicant.company.name
    assert len(mails_to("jose@example.mx")) == 1


def test_without_an_address_there_is_a_badge_and_no_mail(app: Flask) -> None:
    applicant = exhibiting()
    first, second = add(applicant), add(applicant)
    assert registration(first).person_id != registration(second).person_id


def test_no_more_badges_than_the_quota(app: Flask) -> None:
    applicant = exhibiting(staff_badges_per_stand=2)
    add(applicant), add(applicant)
    with pytest.raises(StaffQuotaFull):
        add(applicant)


def test_no_badges_before_the_approval(app: Flask) -> None:
    edition = an_edition()
    an_exhibitor_category(edition)
    with pytest.raises(StaffNotYet):
        add(an_applicant(edition, stands(edition, 1)[0]))


def test_nobody_has_two_staff_badges(app: Flask) -> None:
    applicant = exhibiting()
    add(applicant, "jose@example.mx")
    with pytest.raises(AlreadyStaff):
        add(applicant, "jose@example.mx")


def test_removing_a_colleague_frees_their_place(app: Flask) -> None:
    applicant = exhibiting(staff_badges_per_stand=1)
    member = add(applicant)
    service.remove_staff(member.id, exhibitor_id=applicant.exhibitor.id, by=applicant.person.id, now=NOW)
    assert registration(member).status is RegistrationStatus.CANCELLED
    add(applicant)


def test_a_colleague_who_cancels_frees_their_place(app: Flask) -> None:
    applicant = exhibiting(staff_badges_per_stand=1)
    member = add(applicant)
    cancel(member.registration_id, by=None, now=NOW)
    assert list(staff_of(applicant.exhibitor.id)) == []
    add(applicant)


@pytest.mark.parametrize("end", ["rejected", "withdrawn"])
def test_ending_an_application_removes_its_staff(app: Flask, end: str) -> None:
    applicant = exhibiting()
    members = [add(applicant), add(applicant)]
    if end == "rejected":
        service.reject_application(applicant.exhibitor.id, reason="No pagó", by=a_person().id, now=NOW)
    else:
        service.withdraw_application(applicant.exhibitor.id, by=applicant.person.id, now=NOW)
    assert [registration(member).status for member in members] == [RegistrationStatus.CANCELLED] * 2
    assert list(staff_of(applicant.exhibitor.id)) == []


def attends(applicant: Applicant, kind: CategoryKind, email: str) -> int:
    from_edition = applicant.exhibitor.edition_id
    person = a_person(email=email)
    found = register_attendee(
        from_edition,
        person_id=person.id,
        kind=kind,
        company_id=None,
        organisation="",
        position="",
        by=None,
        now=NOW,
    )
    return found.category_id


def test_a_visitor_becomes_staff_and_a_visitor_again(app: Flask) -> None:
    edition = an_edition()
    an_exhibitor_category(edition)
    a_category(edition, kind=CategoryKind.VISITOR)
    applicant = an_exhibitor(edition, stands(edition, 1)[0])
    visitor_category = attends(applicant, CategoryKind.VISITOR, "ana@example.mx")
    member = add(applicant, "ana@example.mx")
    assert registration(member).category_id != visitor_category
    service.remove_staff(member.id, exhibitor_id=applicant.exhibitor.id, by=applicant.person.id, now=NOW)
    row = registration(member)
    assert (row.category_id, row.status) == (visitor_category, RegistrationStatus.APPROVED)


def test_a_speaker_keeps_their_own_badge(app: Flask) -> None:
    edition = an_edition()
    an_exhibitor_category(edition)
    a_category(edition, kind=CategoryKind.SPEAKER, name_es="Ponente")
    applicant = an_exhibitor(edition, stands(edition, 1)[0])
    attends(applicant, CategoryKind.SPEAKER, "ana@example.mx")
    with pytest.raises(AttendsOtherwise):
        add(applicant, "ana@example.mx")
    assert list(staff_of(applicant.exhibitor.id)) == []


def test_the_quota_is_never_less_than_the_badges_given(app: Flask) -> None:
    applicant = exhibiting()
    add(applicant), add(applicant)
    with pytest.raises(QuotaBelowStaff):
        service.set_staff_quota(applicant.exhibitor.id, staff_quota=1, by=a_person().id, now=NOW)
    service.set_staff_quota(applicant.exhibitor.id, staff_quota=2, by=a_person().id, now=NOW)
    with pytest.raises(StaffQuotaFull):
        add(applicant)
