"""The organiser's console of the outbox."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.database import atomic, session
from forum.mail.models import OutgoingMail
from forum.mail.service import queue_mail
from tests.builders.editions import an_edition
from tests.builders.people import an_organiser

NOW = datetime(2026, 9, 9, 15, tzinfo=UTC)


def a_mail(name: str = "Ana Muñoz", to: str = "ana@example.mx", **values: object) -> OutgoingMail:
    with atomic():
        context = {"nonce": "n", "minutes": 10}
        mail = queue_mail(
            "accounts/sign_in", to=to, edition_id=None, name=name, language="es", context=context, now=NOW
        )
        assert mail is not None
        for field, value in values.items():
            setattr(mail, field, value)
    return mail


def failed(mail: OutgoingMail) -> OutgoingMail:
    with atomic() as current:
        row = current.get(OutgoingMail, mail.id)
        assert row is not None
        row.given_up_at, row.last_error, row.attempts = NOW, "Undeliverable: 550 no such user", 1
    return mail


@pytest.mark.both_engines
def test_mails_are_found_by_name_without_accents_and_by_state(app: Flask, client: FlaskClient) -> None:
    an_organiser(client)
    a_mail("Ana Muñoz", "ana@example.mx", sent_at=NOW)
    failed(a_mail("Luz Peña", "luz@example.mx"))

    def found(**query: str) -> list[str]:
        page = client.get("/mail", query_string=query, headers={"HX-Request": "true"}).text
        return re.findall(r"\w+@example\.mx", page)

    assert found() == ["luz@example.mx", "ana@example.mx"]
    assert found(q="munoz") == ["ana@example.mx"]
    assert found(q="LUZ@") == ["luz@example.mx"]
    assert found(state="sent") == ["ana@example.mx"]
    assert found(state="failed") == ["luz@example.mx"]
    assert found(state="waiting") == []
    assert "No encontramos correos con esa búsqueda" in client.get("/mail?q=nadie").text


def test_a_mail_is_read_with_links_that_work_where_mails_are_files(app: Flask, client: FlaskClient) -> None:
    an_organiser(client)
    mail = a_mail()
    page = client.get(f"/mail/{mail.id}").text
    [link] = set(re.findall(r'href="(http://localhost/sign-in/link/[^"]+)"', page))
    assert "oculto" not in link
    assert f'src="/mail/{mail.id}/html"' in page


@pytest.mark.parametrize(
    ("host", "said", "unsaid"), [(None, "Guardado", "Enviado"), ("127.0.0.1", "Enviado", "Guardado")]
)
def test_a_mail_is_called_sent_only_where_mails_are_sent(
    app: Flask, client: FlaskClient, host: str | None, said: str, unsaid: str
) -> None:
    an_organiser(client)
    mail = a_mail(sent_at=NOW)
    before = app.config["FORO"]
    app.config["FORO"] = replace(before, smtp_host=host)
    try:
        pages = [client.get(path).text for path in ("/mail", f"/mail/{mail.id}")]
    finally:
        app.config["FORO"] = before
    assert [(f"{said}<" in page, f"{unsaid}<" in page) for page in pages] == [(True, False)] * 2


def test_where_mails_are_sent_their_links_are_hidden(app: Flask, client: FlaskClient) -> None:
    an_organiser(client)
    mail = a_mail()
    before = app.config["FORO"]
    app.config["FORO"] = replace(before, smtp_host="127.0.0.1")
    try:
        pages = client.get(f"/mail/{mail.id}").text + client.get(f"/mail/{mail.id}/html").text
    finally:
        app.config["FORO"] = before
    assert set(re.findall(r"/sign-in/link/[^\"<\s]+", pages)) == {"/sign-in/link/oculto"}


def test_the_letter_is_shown_in_a_sandbox_of_its_own(app: Flask, client: FlaskClient) -> None:
    an_organiser(client)
    answer = client.get(f"/mail/{a_mail().id}/html")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'")
    assert "frame-ancestors 'self'" in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_blank">' in answer.text


def test_a_name_cannot_bring_markup_into_a_letter(app: Flask, client: FlaskClient) -> None:
    an_organiser(client)
    page = client.get(f"/mail/{a_mail('<script>alert(1)</script>').id}/html").text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_failed_mail_says_why_and_is_tried_again(app: Flask, client: FlaskClient) -> None:
    an_organiser(client)
    mail = failed(a_mail())
    assert "Undeliverable: 550 no such user" in client.get(f"/mail/{mail.id}").text
    assert client.post(f"/mail/{mail.id}/attempt").location == f"/mail/{mail.id}"
    row = session().get(OutgoingMail, mail.id, populate_existing=True)
    assert row is not None
    assert (row.given_up_at, row.attempts) == (None, 0)


def test_a_mail_that_waits_is_not_tried_anew(app: Flask, client: FlaskClient) -> None:
    an_organiser(client)
    mail = a_mail(next_attempt_at=NOW + timedelta(days=1))
    assert client.post(f"/mail/{mail.id}/attempt").status_code == 303


def test_a_mail_whose_template_is_gone_does_not_hide_the_others(app: Flask, client: FlaskClient) -> None:
    an_organiser(client)
    a_mail(message="no/such")
    page = client.get("/mail").text
    assert "no/such" in page


def test_there_is_no_such_mail(app: Flask, client: FlaskClient) -> None:
    an_organiser(client)
    for path in ("/mail/77", "/mail/77/html"):
        assert client.get(path).status_code == 404
    assert client.post("/mail/77/attempt").status_code == 404


@pytest.mark.both_engines
def test_below_an_edition_are_its_mails_alone_with_their_links_hidden(app: Flask, client: FlaskClient) -> None:
    edition, other = an_edition(), an_edition()
    an_organiser(client, edition)
    mine = a_mail("Ana", "ana@example.mx", edition_id=edition.id)
    theirs = a_mail("Luz", "luz@example.mx", edition_id=other.id)
    nobodys = a_mail("Eva", "eva@example.mx")
    at = f"/{edition.slug}/mail"
    page = client.get(at).text
    assert [name in page for name in ("ana@", "luz@", "eva@")] == [True, False, False]
    assert f'href="{at}/{mine.id}"' in page
    for hidden in (theirs, nobodys):
        assert client.get(f"{at}/{hidden.id}").status_code == 404
    pages = client.get(f"{at}/{mine.id}").text + client.get(f"{at}/{mine.id}/html").text
    assert set(re.findall(r"/sign-in/link/[^\"<\s]+", pages)) == {"/sign-in/link/oculto"}
    assert [client.get(path).status_code for path in ("/mail", f"/mail/{mine.id}", f"/{other.slug}/mail")] == [403] * 3


def test_a_failed_mail_of_the_edition_is_tried_again_by_its_organiser(app: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    an_organiser(client, edition)
    at = f"/{edition.slug}/mail"
    mail = failed(a_mail(edition_id=edition.id))
    assert client.post(f"{at}/{failed(a_mail()).id}/attempt").status_code == 404
    assert client.post(f"{at}/{mail.id}/attempt").location == f"{at}/{mail.id}"


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_costs_as_many_statements_with_three_mails(
    app: Flask, client: FlaskClient, statements: list[str], how_many: int
) -> None:
    an_organiser(client)
    for _ in range(how_many):
        a_mail()
    client.get("/mail")
    statements.clear()
    client.get("/mail")
    assert len([s for s in statements if s.startswith("SELECT")]) == 3  # who asks, how many, a page of them


@pytest.mark.both_engines
def test_many_failed_mails_are_tried_again(app: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    an_organiser(client, edition)
    at = f"/{edition.slug}/mail/attempts"
    mails = [failed(a_mail(to=f"{name}@example.mx", edition_id=edition.id)) for name in ("ana", "eva")]
    waits, strange = a_mail(to="luz@example.mx", edition_id=edition.id), failed(a_mail(to="paz@example.mx"))
    page = client.post(at, data={"id": [each.id for each in (mails[0], waits, strange)]}).text
    assert ("Intentaremos enviar 1 correo de nuevo." in page, "luz@example.mx" in page) == (True, True)
    assert "paz@example.mx" not in page
    done = client.post(at, data={"all": "yes"}, follow_redirects=True).text
    assert "Intentaremos enviar 1 correo de nuevo." in done
    assert "Ningún correo falló." in client.post(at, data={"all": "yes"}, follow_redirects=True).text
    session().expire_all()
    tried = [session().get_one(OutgoingMail, each.id).given_up_at for each in (*mails, strange)]
    assert [each is None for each in tried] == [True, True, False]
