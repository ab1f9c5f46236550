"""The `forum` command, run as an operator types it."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from forum import cli
from forum.app import create_app
from forum.core.database import db
from forum.settings import Settings

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run one command with safe settings of its own; return its exit code and its output.

    A command ends with its process; here the connections of its app are closed in its place.
    """
    made: list[Flask] = []

    def create_and_keep(settings: Settings) -> Flask:
        made.append(create_app(settings))
        return made[-1]

    monkeypatch.setattr(cli, "create_app", create_and_keep)
    for name in ("FLASK_DEBUG", "FORO_SMTP_HOST", "FORO_DATABASE_URL", "FORO_JOBS_URL", "FORO_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FORO_SECRET_KEY", "x" * 40)
    monkeypatch.setenv("FORO_BASE_URL", "https://foro.example.mx")
    monkeypatch.setenv("FORO_MAIL_FROM", "Foro <foro@example.mx>")
    monkeypatch.setenv("FORO_DATA_DIR", str(tmp_path / "data"))

    def run_one(*words: str, **environment: str) -> tuple[int, str]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["forum", *words])
        code = cli.main()
        said = capsys.readouterr()
        return code, said.out + said.err

    yield run_one
    for app in made:
        with app.app_context():
            db.engine.dispose()
