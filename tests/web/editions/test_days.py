"""The hours of each day of the forum: set by its organisers, told to everybody."""

from datetime import date, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.models import Day, Edition
from forum.editions.service import change_hours, copy_edition
from tests.builders.editions import an_edition, days_of
from tests.builders.people import a_person, an_organiser, sign_in


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition()


def hours(edition: Edition) -> list[tuple[time, time]]:
    session().expire_all()
    return [(day.opens_at, day.closes_at) for day in days_of(edition)]


def sent(opens: str, closes: str, **more: str) -> dict[str, str]:
    return {"opens_at": opens, "closes_at": closes, **more}


def test_a_day_opens_at_nine_and_closes_at_six(edition: Edition) -> None:
    assert hours(edition) == [(time(9), time(18))] * 2


def test_an_organiser_finds_and_changes_the_hours(client: FlaskClient, edition: Edition) -> None:
    an_organiser(client, edition)
    first = days_of(edition)[0]
    address = f"/{edition.slug}/setup/days/{first.id}"
    assert address in client.get(f"/{edition.slug}/setup/days").text
    assert f"/{edition.slug}/setup/days" in client.get(f"/{edition.slug}/setup/").text
    assert client.post(address, data=sent("10:00", "15:30")).location == f"/{edition.slug}/setup/days"
    assert hours(edition) == [(time(10), time(15, 30)), (time(9), time(18))]
    assert "15:30" in client.get(f"/{edition.slug}/setup/days").text


def test_all_days_at_once(client: FlaskClient, edition: Edition) -> None:
    an_organiser(client, edition)
    client.post(f"/{edition.slug}/setup/days/{days_of(edition)[0].id}", data=sent("08:00", "17:00", every_day="y"))
    assert hours(edition) == [(time(8), time(17))] * 2


def test_a_day_closes_after_it_opens(client: FlaskClient, edition: Edition) -> None:
    an_organiser(client, edition)
    answer = client.post(f"/{edition.slug}/setup/days/{days_of(edition)[0].id}", data=sent("18:00", "09:00"))
    assert answer.status_code == 422
    assert "hora de cierre posterior" in answer.text
    assert hours(edition) == [(time(9), time(18))] * 2


def test_nobody_else_changes_them(app: Flask, client: FlaskClient, edition: Edition) -> None:
    address, other = f"/{edition.slug}/setup/days/{days_of(edition)[0].id}", an_edition()
    assert client.post(address, data=sent("08:00", "17:00")).status_code == 302
    assert sign_in(app.test_client(), a_person()).post(address, data=sent("08:00", "17:00")).status_code == 403
    stranger = app.test_client()
    an_organiser(stranger, other)
    assert stranger.post(address, data=sent("08:00", "17:00")).status_code == 403
    theirs = f"/{other.slug}/setup/days/{days_of(edition)[0].id}"
    assert stranger.post(theirs, data=sent("08:00", "17:00")).status_code == 404
    assert hours(edition) == [(time(9), time(18))] * 2


def test_the_public_page_tells_them(client: FlaskClient, edition: Edition) -> None:
    assert "De 09:00 a 18:00" in client.get(f"/{edition.slug}/").text
    change_hours(days_of(edition)[1].id, opens_at=time(10), closes_at=time(15), now=utc_now())
    page = client.get(f"/{edition.slug}/").text
    assert ("De 09:00 a 18:00" in page, "De 10:00 a 15:00" in page) == (True, True)


@pytest.mark.both_engines
def test_a_copy_has_the_same_hours_and_new_days_the_usual_ones(client: FlaskClient, edition: Edition) -> None:
    change_hours(days_of(edition)[0].id, opens_at=time(8), closes_at=time(14), now=utc_now())
    person, starts_on = a_person(), date(2031, 3, 3)
    copy = copy_edition(
        edition.id,
        name="Otro",
        ordinal=20,
        slug="otro-2031",
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=2),
        venue_name="Expo",
        venue_address="",
        time_zone=edition.time_zone,
        parts=(),
        by=person.id,
        now=utc_now(),
    )
    assert hours(copy) == [(time(8), time(14)), (time(9), time(18)), (time(9), time(18))]
    assert session().query(Day).count() == 5
