"""The outbox against a real SMTP server, and against a folder without one."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from flask import Flask

from forum.core.database import atomic, session
from forum.jobs import run_waiting_jobs
from forum.mail.errors import MailNotFailed
from forum.mail.models import OutgoingMail
from forum.mail.notices import render_mail
from forum.mail.rules import MOST_ATTEMPTS
from forum.mail.service import Recipient, drain_outbox, queue_mail, queue_mails, retry_mail
from forum.mail.smtp import init_mail
from tests.builders.ports import free_port

NOW = datetime(2026, 9, 9, 15, 0, tzinfo=UTC)


@dataclass
class Postman:
    """A mail server's manners: whom it refuses, and what it took."""

    refused: dict[str, str] = field(default_factory=dict)
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)

    async def handle_RCPT(self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Any) -> str:
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append((envelope.rcpt_tos[0], message))
        return "250 taken"


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    """A free port the program believes its SMTP server to be at."""
    before = app.config["FORO"]
    number = free_port()
    app.config["FORO"] = replace(before, smtp_host="127.0.0.1", smtp_port=number, smtp_tls=False)
    init_mail(app)
    yield number
    app.config["FORO"] = before
    init_mail(app)


@pytest.fixture
def postman(port: int) -> Iterator[Postman]:
    """A real SMTP server, running."""
    handler = Postman()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler
    controller.stop()


def write(to: str = "ana@example.mx", name: str = "Ana Muñoz", **values: Any) -> OutgoingMail:
    with atomic():
        mail = queue_mail(
            "accounts/sign_in",
            edition_id=None,
            to=to,
            name=name,
            **{"language": "es", "context": {"nonce": "n", "minutes": 10}, "now": NOW, **values},
        )
    assert mail is not None
    return mail


def again(mail: OutgoingMail) -> OutgoingMail:
    found = session().get(OutgoingMail, mail.id, populate_existing=True)
    assert found is not None
    return found


def drain(now: datetime = NOW) -> int:
    return drain_outbox(clock=lambda: now)


def test_a_mail_reaches_the_server_with_its_words_in_both_forms(app: Flask, postman: Postman) -> None:
    mail = write(name="Íñigo «Ñ» Güereca, S.A.")
    assert drain() == 1, again(mail).last_error
    [(to, message)] = postman.taken
    assert to == "ana@example.mx"
    assert message["Subject"] == "Su enlace para entrar al foro"
    assert message["To"].addresses[0].display_name == "Íñigo «Ñ» Güereca, S.A."
    assert message["Message-ID"] == f"<foro-{mail.message_id}@localhost>"
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert "Abra este enlace para entrar: funciona una sola vez y vence en 10 minutos." in plain.get_content()
    assert "Hola, Íñigo «Ñ» Güereca, S.A.:" in html.get_content()
    assert (again(mail).sent_at, again(mail).attempts, drain()) == (NOW, 1, 0)


def test_a_line_break_in_a_name_or_subject_starts_no_header(app: Flask, postman: Postman) -> None:
    write(name="Ana\r\nBcc: todos@example.mx", to="ana@example.mx\nBcc: b@example.mx")
    drain()
    assert postman.taken == []
    write(name="Ana\r\nBcc: todos@example.mx")
    drain()
    [(_, message)] = postman.taken
    assert message["Bcc"] is None
    assert message["To"].addresses[0].display_name == "Ana Bcc: todos@example.mx"


def test_a_refused_address_is_given_up_and_the_others_get_their_mail(app: Flask, postman: Postman) -> None:
    postman.refused = {"no@example.mx": "550 no such user", "full@example.mx": "450 try later"}
    bad, later, good = write("no@example.mx"), write("full@example.mx"), write("si@example.mx")
    assert drain() == 3
    assert [to for to, _ in postman.taken] == ["si@example.mx"]
    assert (again(bad).given_up_at, again(bad).last_error) == (NOW, "Undeliverable: 550 no such user")
    assert (again(later).given_up_at, again(later).next_attempt_at) == (None, NOW + timedelta(minutes=1))
    assert again(good).sent_at == NOW


def test_a_mail_whose_template_is_missing_blocks_nobody(app: Flask, postman: Postman) -> None:
    with atomic():
        broken = queue_mail("no/such", edition_id=None, to="a@example.mx", name="A", language="es", context={}, now=NOW)
    assert broken is not None
    write("si@example.mx")
    drain()
    assert [to for to, _ in postman.taken] == ["si@example.mx"]
    assert again(broken).last_error == "TemplateNotFound: mail/no/such/subject.txt"


def test_a_server_that_is_down_is_tried_ever_less_often_and_at_last_no_more(app: Flask, port: int) -> None:
    mail, now = write(), NOW
    waits = []
    for _ in range(MOST_ATTEMPTS):
        assert drain(now) == 1
        waits.append((again(mail).next_attempt_at - now).total_seconds() / 60)
        now = again(mail).next_attempt_at
    assert waits[:9] == [1, 2, 4, 8, 16, 32, 64, 128, 256]
    assert again(mail).given_up_at is not None
    assert "ConnectionRefusedError" in (again(mail).last_error or "")
    assert drain(now + timedelta(days=9)) == 0
    retry_mail(mail.id, now=now)
    assert (again(mail).given_up_at, again(mail).attempts) == (None, 0)


def test_only_a_failed_mail_is_tried_anew(app: Flask) -> None:
    mail = write()
    with pytest.raises(MailNotFailed):
        retry_mail(mail.id, now=NOW)


def test_a_mail_claimed_by_a_run_that_died_is_tried_again_after_the_lease(app: Flask, postman: Postman) -> None:
    mail = write()
    with atomic():
        again(mail).next_attempt_at = NOW + timedelta(minutes=10)
    assert drain(NOW + timedelta(minutes=9)) == 0
    assert drain(NOW + timedelta(minutes=10)) == 1


def test_without_a_server_mails_are_files(app: Flask) -> None:
    mail = write(name="Peña")
    assert run_waiting_jobs() >= 1
    path = app.config["FORO"].data_dir / "mail" / f"{mail.id:06d}.eml"
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert message["Subject"] == "Su enlace para entrar al foro"
    assert again(mail).sent_at is not None


def test_a_mail_of_a_change_that_failed_is_never_sent(app: Flask) -> None:
    run_waiting_jobs()
    with pytest.raises(ZeroDivisionError), atomic():
        queue_mail("accounts/sign_in", edition_id=None, to="a@example.mx", name="A", language="es", context={}, now=NOW)
        raise ZeroDivisionError
    assert run_waiting_jobs() == 0
    assert session().query(OutgoingMail).count() == 0


def test_nobody_to_write_to_is_no_mail(app: Flask) -> None:
    with atomic():
        assert (
            queue_mail("accounts/sign_in", edition_id=None, to=None, name="A", language="es", context={}, now=NOW)
            is None
        )


def test_many_mails_are_written_at_once_and_one_job_sends_them(app: Flask, statements: list[str]) -> None:
    run_waiting_jobs()
    statements.clear()
    recipients = [
        Recipient("a@example.mx", "Ana", "es"),
        Recipient(None, "Nadie", "es"),
        Recipient("b@example.mx", "Bea", "en"),
    ]
    with atomic():
        told = queue_mails(
            "accounts/sign_in",
            edition_id=None,
            recipients=((each, {"nonce": "n", "minutes": 10}) for each in recipients),
            now=NOW,
        )
    assert (told, len([each for each in statements if each.startswith("INSERT INTO outgoing_mail")])) == (2, 1)
    subjects = [render_mail(mail).subject for mail in session().query(OutgoingMail).order_by(OutgoingMail.id)]
    assert subjects == ["Su enlace para entrar al foro", "Your link to sign in to the forum"]
    assert run_waiting_jobs() == 1


def test_a_mail_speaks_the_language_of_its_reader(app: Flask) -> None:
    assert render_mail(write(language="en")).subject == "Your link to sign in to the forum"


def test_who_only_looks_at_a_mail_sees_no_signature(app: Flask) -> None:
    mail = write()
    assert "/sign-in/link/oculto" in render_mail(mail, reveal=False).text
    assert "/sign-in/link/oculto" not in render_mail(mail).text


def test_an_invitation_travels_as_a_calendar_part(app: Flask, postman: Postman) -> None:
    ics = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Cita ñ\r\nEND:VCALENDAR\r\n"
    write(context={"nonce": "n", "minutes": 10, "calendar": {"method": "REQUEST", "ics": ics}})
    drain()
    [(_, message)] = postman.taken
    [part] = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "REQUEST"
    assert part.get_content().replace("\r\n", "\n") == ics.replace("\r\n", "\n")
    assert [part.get_filename() for part in message.iter_attachments()] == ["invite.ics"]
