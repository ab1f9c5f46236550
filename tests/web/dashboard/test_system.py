"""The state of the system: what works, what does not, and for whom the page is."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.enums import Role
from forum.backups.rules import name_of
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.jobs.beat import beat
from forum.mail.models import OutgoingMail
from forum.mail.service import queue_mail
from tests.builders.editions import an_edition
from tests.builders.people import a_person, a_role, sign_in


@pytest.fixture
def page(client: FlaskClient) -> str:
    """The address of the page, for an organiser of all editions who has signed in."""
    edition, person = an_edition(), a_person()
    a_role(person, Role.ORGANISER, None)
    sign_in(client, person)
    return f"/{edition.slug}/dashboard/system"


def test_it_says_what_is_missing_and_whom_to_ask(client: FlaskClient, page: str) -> None:
    with time_machine.travel(utc_now() + timedelta(minutes=30)):  # long after the sign of life of another test
        shown, dashboard = client.get(page).text, client.get(page.replace("/system", "")).text
    for word in ("Responde", "Detenido", "Sin servidor", "Sin respaldo", "forum worker"):
        assert word in shown
    assert page in dashboard


@pytest.mark.both_engines
def test_it_says_what_works(
    client: FlaskClient, page: str, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = utc_now()
    (tmp_path / name_of(now - timedelta(hours=9), is_encrypted=True)).touch()
    monkeypatch.setitem(app.config, "FORO", replace(app.config["FORO"], backup_dir=tmp_path, smtp_host="mail.example"))
    beat()
    shown = client.get(page).text
    assert [word in shown for word in ("Detenido", "Sin servidor", "Sin respaldo", "Revise lo que")] == [False] * 4
    assert [word in shown for word in ("En marcha", "Al día", "La base de datos es de esta versión")] == [True] * 3
    (tmp_path / name_of(now - timedelta(hours=9), is_encrypted=True)).unlink()
    (tmp_path / name_of(now - timedelta(hours=50), is_encrypted=True)).touch()
    with time_machine.travel(now + timedelta(minutes=4)):
        late = client.get(page).text
    assert [word in late for word in ("Atrasado", "Sin señal desde el")] == [True] * 2


def test_mails_that_no_server_took_are_counted(
    client: FlaskClient, page: str, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "FORO", replace(app.config["FORO"], smtp_host="mail.example"))
    with atomic() as current:
        for number in range(3):
            mail = queue_mail(
                "accounts/sign_in",
                edition_id=None,
                to=f"a{number}@example.mx",
                name="Ana",
                language="es",
                context={"nonce": "n", "minutes": 10},
                now=utc_now(),
            )
            assert mail is not None
            if number:
                current.get_one(OutgoingMail, mail.id).given_up_at = utc_now()
    shown = client.get(page).text
    assert ("Espera 1 correo." in shown, "2 no se pudieron entregar." in shown) == (True, True)


def test_who_organises_one_edition_does_not_see_it(client: FlaskClient) -> None:
    edition, person = an_edition(), a_person()
    a_role(person, Role.ORGANISER, edition)
    sign_in(client, person)
    assert client.get(f"/{edition.slug}/dashboard/system").status_code == 403
    assert "dashboard/system" not in client.get(f"/{edition.slug}/dashboard").text
