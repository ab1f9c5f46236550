"""Decisions on many applications at once."""

import pytest
from flask.testing import FlaskClient

from forum.exhibitors.enums import ExhibitorStatus
from tests.builders.decisions import decided
from tests.builders.editions import an_edition
from tests.builders.exhibitors import a_draft, an_applicant, an_exhibitor, stands
from tests.builders.mail import mails_to
from tests.builders.people import an_organiser
from tests.web.exhibitors.test_review_pages import at, reread


@pytest.mark.both_engines
def test_many_are_approved_and_who_stays_is_listed(client: FlaskClient) -> None:
    edition = an_edition()
    made = [an_applicant(edition, stand) for stand in stands(edition, 2)]
    draft, strange = a_draft(edition), an_applicant(other := an_edition(), stands(other, 1)[0])
    an_organiser(client, edition)
    ids = [each.exhibitor.id for each in (*made, draft, strange)]
    page = decided(client, at(edition, "/review/approvals"), data={"id": ids}).text
    assert ("2 solicitudes aprobadas." in page, "1 quedó como estaba." in page) == (True, True)
    assert draft.company.name in page
    assert {reread(each.exhibitor).status for each in made} == {ExhibitorStatus.APPROVED}
    assert reread(strange.exhibitor).status is ExhibitorStatus.SUBMITTED
    answer = client.post(at(edition, "/review/approvals"), follow_redirects=True)
    assert "Marque primero las solicitudes." in answer.text


@pytest.mark.both_engines
def test_all_that_wait_are_rejected_for_one_reason_and_no_approved_one_with_them(client: FlaskClient) -> None:
    edition = an_edition()
    first, second, third = stands(edition, 3)
    made, approved = [an_applicant(edition, first), an_applicant(edition, second)], an_exhibitor(edition, third)
    an_organiser(client, edition)
    asked = client.post(at(edition, "/review/rejections"), data={"all": "yes"})
    assert ("2 solicitudes de stand" in asked.text, 'name="last"' in asked.text) == (True, True)
    told = {"all": "yes", "last": made[1].exhibitor.id, "reason": "No hay lugar"}
    done = decided(client, at(edition, "/review/rejections"), data=told)
    assert "2 solicitudes no se aprobaron" in done.text
    assert {reread(each.exhibitor).status for each in made} == {ExhibitorStatus.REJECTED}
    assert reread(approved.exhibitor).status is ExhibitorStatus.APPROVED
    assert all("No hay lugar" in mails_to(each.person.email or "")[-1].text for each in made)
