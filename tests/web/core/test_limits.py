"""Every app counts for itself how often a view is asked for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, request

from forum.app import create_app
from forum.core.access import public
from forum.core.limits import limited
from forum.settings import sqlite_url
from tests.conftest import test_settings as settings_for

MakeApp = Callable[..., Flask]


@public
@limited("2/minute", methods=["POST"], key=lambda: request.form.get("name", ""))
@limited("3/minute;4/hour", methods=["POST"])
def door_show() -> str:
    return "open"


@pytest.fixture
def make_app(tmp_path: Path) -> MakeApp:
    def make(*, rate_limits: bool = True) -> Flask:
        app = create_app(settings_for(sqlite_url(tmp_path / "x.sqlite"), tmp_path, rate_limits=rate_limits))
        app.add_url_rule("/door", view_func=door_show, methods=["GET", "POST"])
        return app

    return make


def knock(app: Flask, *names: str) -> list[int]:
    client = app.test_client()
    return [client.post("/door", data={"name": name}).status_code for name in names]


def test_apps_count_apart_and_one_without_limits_counts_nothing(make_app: MakeApp) -> None:
    first, second, free = make_app(), make_app(), make_app(rate_limits=False)
    for app in (first, second):
        assert knock(app, "ana", "ana", "ana") == [200, 200, 429]
    assert knock(free, *["ana"] * 6) == [200] * 6
    assert knock(first, "luis", "eva") == [200, 429]


def test_what_the_upper_limit_refuses_is_not_counted_by_the_lower(make_app: MakeApp) -> None:
    assert knock(make_app(), "ana", "ana", "ana", "ana", "eva", "eva") == [200, 200, 429, 429, 200, 429]


def test_an_empty_key_and_other_methods_are_not_counted(make_app: MakeApp) -> None:
    app = make_app()
    assert knock(app, "", "", "", "") == [200, 200, 200, 429]
    assert app.test_client().get("/door").status_code == 200
