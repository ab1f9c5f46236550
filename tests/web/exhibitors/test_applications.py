"""Applications: one company per stand, steps by the table, mails to the administrators."""

import pytest
from flask import Flask

from forum.accounts.queries import history_of
from forum.core.clock import utc_now
from forum.core.database import atomic, locked, refusing, session
from forum.core.errors import NotFound
from forum.exhibitors import service
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.errors import (
    AlreadyApplied,
    ApplicationsClosed,
    SameStand,
    StandFixed,
    StandTaken,
    StepNotPossible,
)
from forum.exhibitors.models import Exhibitor, ExhibitorEvent
from tests.builders.editions import an_edition
from tests.builders.exhibitors import a_draft, an_applicant, an_exhibitor, stands
from tests.builders.mail import mails_to
from tests.builders.people import a_person

NOW = utc_now()


def reread(exhibitor: Exhibitor) -> Exhibitor:
    session().expire_all()
    found = session().get(Exhibitor, exhibitor.id)
    assert found is not None
    return found


def test_a_submitted_application_holds_its_stand(app: Flask) -> None:
    edition = an_edition()
    stand, other = stands(edition, 2)
    first, second = an_applicant(edition, stand), a_draft(edition)
    with pytest.raises(StandTaken) as refused:
        service.submit_application(second.exhibitor.id, stand_id=stand.id, by=second.person.id, now=NOW)
    assert (refused.value.field, refused.value.params) == ("stand_id", {"stand": stand.code})
    assert reread(second.exhibitor).status is ExhibitorStatus.DRAFT
    service.submit_application(second.exhibitor.id, stand_id=other.id, by=second.person.id, now=NOW)
    assert (reread(first.exhibitor).stand_id, reread(second.exhibitor).stand_id) == (stand.id, other.id)


def test_a_company_applies_once_in_an_edition(app: Flask) -> None:
    edition, another = an_edition(), an_edition()
    applicant = a_draft(edition)
    with pytest.raises(AlreadyApplied):
        service.start_application(edition.id, company_id=applicant.company.id, by=applicant.person.id, now=NOW)
    service.start_application(another.id, company_id=applicant.company.id, by=applicant.person.id, now=NOW)


def test_no_application_after_registration_closed(app: Flask) -> None:
    edition = an_edition()
    (stand,) = stands(edition, 1)
    applicant = a_draft(edition)
    closed = edition.registration_closes_at
    with pytest.raises(ApplicationsClosed):
        service.submit_application(applicant.exhibitor.id, stand_id=stand.id, by=applicant.person.id, now=closed)


def test_a_stand_of_another_edition_is_not_found(app: Flask) -> None:
    edition, another = an_edition(), an_edition()
    (stand,) = stands(another, 1)
    applicant = a_draft(edition)
    with pytest.raises(NotFound):
        service.submit_application(applicant.exhibitor.id, stand_id=stand.id, by=applicant.person.id, now=NOW)


def test_a_change_frees_the_old_stand(app: Flask) -> None:
    edition = an_edition()
    old, new = stands(edition, 2)
    applicant, other = an_applicant(edition, old), a_draft(edition)
    service.change_stand(applicant.exhibitor.id, stand_id=new.id, by=applicant.person.id, now=NOW)
    service.submit_application(other.exhibitor.id, stand_id=old.id, by=other.person.id, now=NOW)
    assert reread(applicant.exhibitor).stand_id == new.id


def test_a_refused_change_keeps_the_old_stand(app: Flask) -> None:
    edition = an_edition()
    mine, theirs = stands(edition, 2)
    applicant = an_applicant(edition, mine)
    an_applicant(edition, theirs)
    with pytest.raises(StandTaken):
        service.change_stand(applicant.exhibitor.id, stand_id=theirs.id, by=applicant.person.id, now=NOW)
    with pytest.raises(SameStand):
        service.change_stand(applicant.exhibitor.id, stand_id=mine.id, by=applicant.person.id, now=NOW)
    assert reread(applicant.exhibitor).stand_id == mine.id


def test_an_approved_stand_is_fixed(app: Flask) -> None:
    edition = an_edition()
    mine, free = stands(edition, 2)
    applicant = an_exhibitor(edition, mine)
    with pytest.raises(StandFixed):
        service.change_stand(applicant.exhibitor.id, stand_id=free.id, by=applicant.person.id, now=NOW)


def test_withdrawing_frees_the_stand_and_the_company_may_submit_again(app: Flask) -> None:
    edition = an_edition()
    stand, _other = stands(edition, 2)
    applicant = an_applicant(edition, stand)
    service.withdraw_application(applicant.exhibitor.id, by=applicant.person.id, now=NOW)
    with pytest.raises(StepNotPossible):
        service.withdraw_application(applicant.exhibitor.id, by=applicant.person.id, now=NOW)
    service.submit_application(applicant.exhibitor.id, stand_id=stand.id, by=applicant.person.id, now=NOW)
    assert [
        (event.status, event.stand_code)
        for event, _by in history_of(ExhibitorEvent, exhibitor_id=applicant.exhibitor.id)
    ] == [
        (ExhibitorStatus.SUBMITTED, stand.code),
        (ExhibitorStatus.WITHDRAWN, None),
        (ExhibitorStatus.SUBMITTED, stand.code),
        (ExhibitorStatus.DRAFT, None),
    ]


def test_a_decision_is_mailed_in_the_language_of_each_administrator(app: Flask) -> None:
    edition = an_edition()
    (stand,) = stands(edition, 1)
    applicant = an_applicant(edition, stand)
    organiser = a_person()
    service.reject_application(applicant.exhibitor.id, reason=" Giro ajeno ", by=organiser.id, now=NOW)
    received, rejected = mails_to(applicant.person.email or "")
    assert received.subject == f"Recibimos la solicitud de {applicant.company.name}: stand {stand.code}"
    assert rejected.subject == f"La solicitud de {applicant.company.name} no fue aprobada"
    assert "Giro ajeno" in rejected.text
    event, _by = history_of(ExhibitorEvent, exhibitor_id=applicant.exhibitor.id)[0]
    assert (event.status, event.reason, event.by_id) == (ExhibitorStatus.REJECTED, "Giro ajeno", organiser.id)
    assert reread(applicant.exhibitor).stand_id is None


def test_the_organiser_moves_a_company_and_it_is_notified(app: Flask) -> None:
    edition = an_edition()
    old, new = stands(edition, 2)
    applicant = an_exhibitor(edition, old)
    service.move_exhibitor(applicant.exhibitor.id, stand_id=new.id, reason="Columna", by=a_person().id, now=NOW)
    assert reread(applicant.exhibitor).stand_id == new.id
    moved = mails_to(applicant.person.email or "")[-1]
    assert moved.subject == f"{applicant.company.name} cambió de stand: {old.code} → {new.code}"


@pytest.mark.parametrize("step", ["approve", "move"])
def test_a_draft_is_neither_approved_nor_moved(app: Flask, step: str) -> None:
    edition = an_edition()
    (stand,) = stands(edition, 1)
    draft = a_draft(edition).exhibitor
    with pytest.raises(StepNotPossible):
        if step == "approve":
            service.approve_application(draft.id, by=a_person().id, now=NOW)
        else:
            service.move_exhibitor(draft.id, stand_id=stand.id, reason="", by=a_person().id, now=NOW)


def test_the_unique_index_refuses_what_the_check_misses(app: Flask) -> None:
    edition = an_edition()
    (stand,) = stands(edition, 1)
    an_applicant(edition, stand)
    second = a_draft(edition)
    with pytest.raises(StandTaken), atomic(), refusing("uq_exhibitor_stand_id", StandTaken(stand=stand.code)):
        locked(Exhibitor, second.exhibitor.id).stand_id = stand.id
