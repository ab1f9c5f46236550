"""The demo edition: loaded once, real enough to work in."""

import socket
from datetime import date, timedelta

from flask import Flask
from sqlalchemy import func, select

from forum.core.clock import utc_now
from forum.core.database import session
from forum.demo.commands import PASSWORD, ensure_loaded, free_port, is_over, welcome
from forum.demo.load import ACCOUNTS
from forum.editions.models import Edition
from forum.meetings.models import Meeting, PersonSeat, TableSeat
from forum.registration.models import Registration
from tests.builders.editions import an_edition


def count(model: type) -> int:
    return session().scalar(select(func.count()).select_from(model)) or 0


def test_it_is_loaded_once_and_over_after_two_days(app: Flask) -> None:
    now = utc_now()
    assert [ensure_loaded("small", now=now), ensure_loaded("small", now=now)] == [True, False]
    assert (count(Edition), count(Registration)) == (1, 240)
    assert [is_over(now=now + timedelta(days=days)) for days in (0, 1, 2)] == [False, False, True]


def test_an_edition_of_somebody_is_never_taken_for_a_demo(app: Flask) -> None:
    an_edition(starts_on=date(2020, 9, 9), ends_on=date(2020, 9, 10))
    assert is_over(now=utc_now()) is False


def test_every_meeting_has_its_seats(app: Flask) -> None:
    ensure_loaded("small", now=utc_now())
    assert (count(Meeting), count(TableSeat), count(PersonSeat)) == (60, 60, 120)


def test_everybody_it_names_can_sign_in(app: Flask) -> None:
    ensure_loaded("small", now=utc_now())
    client = app.test_client()
    for _role, email in ACCOUNTS:
        answer = client.post("/sign-in/password", data={"email": email, "password": PASSWORD})
        assert (email, answer.status_code, answer.location) == (email, 302, "/account/home")


def test_it_says_where_the_visitor_is(app: Flask) -> None:
    ensure_loaded("small", now=utc_now())
    words = welcome(app.config["FORO"])
    address = next(line.strip() for line in words.splitlines() if "/r/" in line)
    answer = app.test_client().get(address.removeprefix("http://localhost"))
    assert answer.status_code == 200


def test_a_port_in_use_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) > port
