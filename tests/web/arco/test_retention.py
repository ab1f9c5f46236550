"""Data of an edition are emptied when their time is over: nothing younger goes, everything older does, figures stay."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from forum.accounts.models import Person
from forum.arco.enums import RetentionKind, RetentionStep
from forum.arco.models import RetentionEvent, RetentionRule
from forum.arco.queries.retention import count_left, people_left, rules_due
from forum.arco.rules.blocking import DELETED_NAME
from forum.arco.rules.retention import due_on, is_due
from forum.arco.service.retention import announce_due, empty_some, set_retention
from forum.arco.tasks import empty_due
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Category, Edition
from forum.registration.models import Registration
from forum.reports.context import report_of
from tests.builders.agendas import Desk
from tests.builders.companies import a_representative, an_ally
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person, an_organiser
from tests.builders.registrations import a_note, a_registration
from tests.builders.walk_ins import a_walk_in

DAYS = st.integers(min_value=-40, max_value=40)


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(1, 240), DAYS, st.integers(0, 60))
def test_a_day_is_due_when_its_months_are_over_and_the_team_was_told(
    ends_on: date, months: int, days: int, told: int
) -> None:
    due = due_on(ends_on, months)
    assert (due.year * 12 + due.month) - (ends_on.year * 12 + ends_on.month) == months
    assert due.day <= ends_on.day
    today = due + timedelta(days=days)
    now = datetime(today.year, today.month, today.day, 18, tzinfo=UTC)
    assert is_due(ends_on, months, announced_at=now - timedelta(days=told), today=today, now=now) is (
        days >= 0 and told >= 7
    )
    assert not is_due(ends_on, months, announced_at=None, today=today, now=now)


def of_the_past(days_ago: int) -> tuple[Edition, Registration]:
    """An edition that ended so many days ago, with somebody who comes to no later one, and what is known of them."""
    ends_on = utc_now().date() - timedelta(days=days_ago)
    edition = an_edition(starts_on=ends_on - timedelta(days=1), ends_on=ends_on)
    registration = a_registration(a_category(edition))
    a_note(registration.id, by=a_person().id)
    a_walk_in(edition)
    return edition, registration


def left_of(edition: Edition) -> dict[RetentionKind, int]:
    return {kind: count_left(edition.id, kind) for kind in RetentionKind}


def announced_before(edition_id: int) -> None:
    with atomic() as current:
        for rule in current.scalars(select(RetentionRule).where(RetentionRule.edition_id == edition_id)):
            rule.announced_at = utc_now() - timedelta(days=31)


def test_nothing_younger_goes_everything_older_does(app: Flask) -> None:
    made = [of_the_past(days) for days in (20, 70, 130)]
    everything = dict.fromkeys(RetentionKind, 2)
    for edition, _registration in made:
        set_retention(edition.id, everything, by=None, now=utc_now())
    empty_due()  # the team is told first
    assert [sum(left_of(edition).values()) > 0 for edition, _ in made] == [True, True, True]
    before = [left_of(edition) for edition, _ in made]

    @settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(st.integers(min_value=4, max_value=120))
    def nothing_goes_before(months: int) -> None:
        for edition, _registration in made:
            set_retention(edition.id, dict.fromkeys(RetentionKind, months), by=None, now=utc_now())
            announced_before(edition.id)
        due = {edition.id for edition, _ in made if due_on(edition.ends_on, months) <= utc_now().date()}
        assert {edition_id for edition_id, _kind in rules_due(utc_now())} == due
        if not due:
            empty_due()
            assert [left_of(edition) for edition, _ in made] == before

    nothing_goes_before()
    reports = [report_of(edition, now=utc_now()) for edition, _ in made]
    for edition, _registration in made:
        set_retention(edition.id, everything, by=None, now=utc_now())
        announced_before(edition.id)
    empty_due()
    empty_due()
    session().expire_all()
    assert left_of(made[0][0]) == before[0]
    assert [sum(left_of(edition).values()) for edition, _ in made[1:]] == [0, 0]
    names = [session().get_one(Person, each.person_id).given_names for _edition, each in made]
    assert (names[0] != DELETED_NAME, names[1:]) == (True, [DELETED_NAME, DELETED_NAME])
    assert [session().get_one(Registration, each.id).organisation for _, each in made][1:] == ["", ""]
    assert [report_of(edition, now=utc_now()) for edition, _ in made] == reports
    emptied = select(RetentionEvent.edition_id).where(RetentionEvent.step == RetentionStep.EMPTIED)
    assert set(session().scalars(emptied)) == {made[1][0].id, made[2][0].id}


def test_who_comes_again_or_works_here_keeps_their_name(app: Flask) -> None:
    edition, registration = of_the_past(100)
    assert session().scalars(people_left(edition.id)).all() == [registration.person_id]
    later = an_edition()
    a_registration(a_category(later), session().get_one(Person, registration.person_id))
    assert session().scalars(people_left(edition.id)).all() == []
    other = a_registration(session().scalars(select(Category).where(Category.edition_id == edition.id)).one())
    assert session().scalars(people_left(edition.id)).all() == [other.person_id]
    a_representative(an_ally(), session().get_one(Person, other.person_id))
    assert session().scalars(people_left(edition.id)).all() == []
    desk = Desk(edition)  # a buyer and a supplier, who act for companies
    assert desk.buyer.person_id not in session().scalars(people_left(edition.id)).all()


@pytest.mark.both_engines
def test_the_team_sets_months_sees_what_goes_when_and_is_told_once(app: Flask, client: FlaskClient) -> None:
    edition, _registration = of_the_past(50)
    organiser = an_organiser(client, None)
    address = f"/{edition.slug}/arco/retention"
    assert client.post(address, data={"registrations": "0", "notes": "7"}).status_code == 422
    assert client.post(address, data={"registrations": "2"}).location == address
    page = client.get(address).text
    assert (page.count("Se conserva<"), "Plazo guardado" in page) == (5, True)
    announce_due(now=utc_now())
    announce_due(now=utc_now())
    (told,) = mails_to(organiser.email or "")
    assert "Datos de los registros" in told.subject
    assert "Aviso al equipo" in client.get(address).text
    assert empty_some(edition.id, RetentionKind.REGISTRATIONS, now=utc_now()) == 0  # its day is still to come
    log = client.get(f"/{edition.slug}/dashboard/changes?kind=retention").text
    assert "Plazo guardado" in log
