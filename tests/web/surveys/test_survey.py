"""The survey after the forum: on one's page, by a mail, answered once and changeable, anonymous in the report."""

from datetime import datetime, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.enums import Role
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.enums import CategoryKind
from forum.editions.models import Edition
from forum.mail.models import OutgoingMail
from forum.mail.notices import render_mail
from forum.registration.enums import RegistrationStatus
from forum.surveys.enums import SurveyRole
from forum.surveys.errors import SurveyAlreadyAsked, SurveyClosed
from forum.surveys.models import SurveyAnswer, SurveyRound
from forum.surveys.queries import count_answers
from forum.surveys.service import Said, answer, ask_due, decline_asking
from tests.builders.checkin import a_gate
from tests.builders.editions import ZONE, a_category, an_edition
from tests.builders.people import a_person, a_role, an_organiser, sign_in
from tests.builders.registrations import a_registration, link_of
from tests.web.dashboard.test_chart_pages import enter

SAID = {"recommend": "9", "quality": "4", "organisation": "5", "comment": "Más agua."}


def over(days: int = 1, **values: object) -> Edition:
    """An edition that ended so many days ago."""
    ends_on = utc_now().astimezone(ZONE).date() - timedelta(days=days)
    return an_edition(starts_on=ends_on, ends_on=ends_on, **values)


def test_one_answers_from_ones_link_and_changes_it(client: FlaskClient) -> None:
    edition = over()
    registration = a_registration(a_category(edition, kind=CategoryKind.BUYER))
    link = f"{link_of(registration)}/survey"
    assert link in client.get(link_of(registration)).text
    assert "los proveedores con quienes se reunió" in client.get(link).text
    assert client.post(link, data=SAID).status_code == 303
    first = session().get_one(SurveyAnswer, registration.id)
    assert (first.role, first.recommend, first.comment) == (SurveyRole.BUYER, 9, "Más agua.")
    page = client.get(link).text
    assert ("Puede cambiar su respuesta" in page, "Más agua." in page) == (True, True)
    client.post(link, data={**SAID, "recommend": "0", "comment": ""})
    (changed,) = session().query(SurveyAnswer).all()
    assert (changed.recommend, changed.comment) == (0, "")


def test_what_is_missing_is_said_and_what_was_written_stays(client: FlaskClient) -> None:
    registration = a_registration(a_category(over()))
    answered = client.post(f"{link_of(registration)}/survey", data={"comment": "Muy bien todo"})
    assert (answered.status_code, "Elija una respuesta." in answered.text) == (422, True)
    assert "Muy bien todo" in answered.text
    wrong = client.post(f"{link_of(registration)}/survey", data={**SAID, "recommend": "11"})
    assert (wrong.status_code, session().query(SurveyAnswer).count()) == (422, 0)


def test_it_is_not_open_while_the_forum_is_not_over_and_only_to_who_is_approved(client: FlaskClient) -> None:
    running = a_registration(a_category(an_edition()))
    assert "/survey" not in client.get(link_of(running)).text
    assert "no está abierta" in client.get(f"{link_of(running)}/survey").text
    refused = client.post(f"{link_of(running)}/survey", data=SAID)
    assert (refused.status_code, "desde que termina el foro" in refused.text) == (422, True)
    pending = a_registration(a_category(over()), status=RegistrationStatus.PENDING)
    assert client.get(f"{link_of(pending)}/survey").status_code == 404


def test_who_is_signed_in_is_asked_on_their_first_page_until_they_answered(client: FlaskClient) -> None:
    edition, person = over(), a_person()
    a_registration(a_category(edition), person)
    sign_in(client, person)
    survey = f"/{edition.slug}/survey"
    assert survey in client.get(f"/{edition.slug}/today").text
    assert client.post(survey, data=SAID, follow_redirects=True).status_code == 200
    assert survey not in client.get(f"/{edition.slug}/today").text
    stranger = a_person()
    assert sign_in(client, stranger).get(survey).status_code == 404


@pytest.mark.both_engines
def test_people_who_entered_are_asked_once_by_day(app: Flask) -> None:
    edition = over()
    gate, category = a_gate(edition), a_category(edition)
    came = a_registration(category, a_person(language="en"))
    enter(came, gate, edition, time(9))
    enter(a_registration(category, a_person(email=None)), gate, edition, time(9))
    a_registration(category)
    over(days=20)
    noon = datetime.combine(edition.ends_on + timedelta(days=1), time(12), ZONE)
    assert ask_due(now=noon - timedelta(hours=5)) == 0
    assert [ask_due(now=noon), ask_due(now=noon)] == [1, 0]
    (mail,) = session().query(OutgoingMail).all()
    rendered = render_mail(mail)
    assert (rendered.subject, "/survey" in rendered.text) == (f"How was the forum for you? {edition.name}", True)
    assert session().get_one(SurveyRound, edition.id).mails == 1
    with pytest.raises(SurveyAlreadyAsked):
        decline_asking(edition.id, by=came.person_id, now=noon)


@pytest.mark.both_engines
def test_answers_are_counted_without_saying_whose_and_refused_when_closed(app: Flask) -> None:
    edition, now = over(), utc_now()
    category = a_category(edition)
    said = Said(recommend=10, quality=5, organisation=4, comment="")
    for _ in range(2):
        answer(a_registration(category).id, SurveyRole.ATTENDEE, said, edition=edition, now=now)
    (counted,) = count_answers(edition.id)
    assert (counted.number, counted.recommend) == (2, 10)
    with pytest.raises(SurveyClosed):
        answer(a_registration(category).id, SurveyRole.ATTENDEE, said, edition=edition, now=now + timedelta(days=70))


def test_organisers_read_results_and_comments_and_others_the_report_alone(client: FlaskClient, app: Flask) -> None:
    edition = over()
    category = a_category(edition)
    for number in range(5):
        said = Said(recommend=10, quality=4, organisation=5, comment="Más agua." if number == 0 else "")
        registration = a_registration(category, a_person(given_names="Genoveva"))
        answer(registration.id, SurveyRole.ATTENDEE, said, edition=edition, now=utc_now())
    viewer = a_person()
    a_role(viewer, Role.VIEWER, edition)
    guest = sign_in(app.test_client(), viewer)
    report = guest.get(f"/{edition.slug}/report").text
    assert ("Satisfacción" in report, "Más agua." in report, "report/survey" in report) == (True, False, False)
    assert guest.get(f"/{edition.slug}/report/survey").status_code == 403
    an_organiser(client, edition)
    page = client.get(f"/{edition.slug}/report/survey").text
    assert ("Más agua." in page, "Genoveva" in page, ">4<" in page, ">100<" in page) == (True, False, True, True)
    declined = client.post(f"/{edition.slug}/report/survey/declining", follow_redirects=True).text
    assert "No enviaremos correos de la encuesta." in declined
    noon = datetime.combine(edition.ends_on + timedelta(days=1), time(12), ZONE)
    assert ask_due(now=noon) == 0
