"""How often a view is asked for, counted in the database by all workers, or by each where it is told to."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask, request
from sqlalchemy import func, select

from forum.accounts.tasks import sweep
from forum.app import create_app
from forum.core.access import public
from forum.core.database import Base, db, session
from forum.core.limits import limited, network_address
from forum.core.models import RateCount
from forum.settings import sqlite_url
from tests.conftest import test_settings as settings_for

MakeApp = Callable[..., Flask]


@public
@limited("2/minute", methods=["POST"], key=lambda: request.form.get("name", ""))
@limited("3/minute;4/hour", methods=["POST"])
def door_show() -> str:
    return "open"


@public
@limited("2/minute")
def page_show() -> str:
    return "read"


@pytest.fixture(params=["sqlite", "postgres"])
def make_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeApp]:
    """Workers of one program: apps with one database."""
    on_sqlite = request.param == "sqlite"
    address = sqlite_url(tmp_path / "x.sqlite") if on_sqlite else request.getfixturevalue("own_postgres")
    made: list[Flask] = []

    def make(**changes: object) -> Flask:
        app = create_app(settings_for(address, tmp_path, **{"rate_limits": True, **changes}))
        app.add_url_rule("/door", view_func=door_show, methods=["GET", "POST"])
        app.add_url_rule("/page", view_func=page_show)
        with app.app_context():
            Base.metadata.create_all(db.engine)
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


def knock(app: Flask, *names: str) -> list[int]:
    client = app.test_client()
    return [client.post("/door", data={"name": name}).status_code for name in names]


def test_workers_count_together_and_an_app_without_limits_counts_nothing(make_app: MakeApp) -> None:
    first, second, free = make_app(), make_app(), make_app(rate_limits=False)
    assert knock(first, "ana") + knock(second, "ana") + knock(first, "ana") == [200, 200, 429]
    assert knock(free, *["ana"] * 6) == [200] * 6
    assert knock(second, "luis", "eva") == [200, 429]


def test_apps_that_are_told_to_count_for_themselves(make_app: MakeApp) -> None:
    for app in (make_app(limits_url="memory://"), make_app(limits_url="memory://")):
        assert knock(app, "ana", "ana", "ana") == [200, 200, 429]


def test_two_processes_let_in_as_many_as_one(make_app: MakeApp) -> None:
    """Twenty at once, in two programs: the limit and no more."""
    apps = [make_app(), make_app()]
    with ThreadPoolExecutor(8) as pool:
        codes = [code for answers in pool.map(lambda n: knock(apps[n % 2], f"name{n}"), range(20)) for code in answers]
    assert sorted(codes) == [200] * 3 + [429] * 17


def test_a_time_that_is_over_counts_again_and_old_counters_are_swept(make_app: MakeApp) -> None:
    app = make_app()
    with time_machine.travel(datetime(2026, 9, 9, 15, tzinfo=UTC), tick=False) as clock:
        assert knock(app, "ana", "ana", "ana") == [200, 200, 429]
        clock.shift(timedelta(seconds=61))
        assert knock(app, "ana") == [200]
        clock.shift(timedelta(hours=2))
        with app.app_context():
            assert session().scalar(select(func.count()).select_from(RateCount)) > 0
            sweep()
            assert session().scalar(select(func.count()).select_from(RateCount)) == 0


def test_who_asked_is_not_kept_and_reading_is_counted_without_a_statement(make_app: MakeApp) -> None:
    app = make_app()
    knock(app, "ana@empresa.mx")
    client = app.test_client()
    assert [client.get("/page").status_code for _ in range(3)] == [200, 200, 429]
    with app.app_context():
        keys = list(session().scalars(select(RateCount.key)))
    assert [key for key in keys if "ana" in key or "127.0.0.1" in key or "page" in key] == []
    assert len(keys) == 3


def test_the_networks_of_the_internet(make_app: MakeApp) -> None:
    app, networks = make_app(), []
    for address in ("10.0.0.1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2:ffff::1", "2001:db8:1:3::1", "unix"):
        with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}):
            networks.append(network_address())
    assert networks == ["10.0.0.1", "2001:db8:1:2::/64", "2001:db8:1:2::/64", "2001:db8:1:3::/64", "unix"]


def test_what_the_upper_limit_refuses_is_not_counted_by_the_lower(make_app: MakeApp) -> None:
    assert knock(make_app(), "ana", "ana", "ana", "ana", "eva", "eva") == [200, 200, 429, 429, 200, 429]


def test_an_empty_key_and_other_methods_are_not_counted(make_app: MakeApp) -> None:
    app = make_app()
    assert knock(app, "", "", "", "") == [200, 200, 200, 429]
    assert app.test_client().get("/door").status_code == 200
