"""The bytes of a mail as a real server receives them."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.mail.models import OutgoingMail
from forum.mail.notices import render_mail
from forum.mail.rules import one_line, preview_of
from forum.mail.service import drain_outbox, queue_mail
from forum.mail.smtp import POLICY, init_mail
from tests.builders.letters import MESSAGES, values_of_every_mail
from tests.builders.ports import free_port

ICS = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Cita ñ\r\nEND:VCALENDAR\r\n"


@dataclass
class OldServer:
    """A server that knows neither 8BITMIME nor SMTPUTF8, and what it took."""

    taken: list[bytes] = field(default_factory=list)

    async def handle_EHLO(self, _server: Any, session: Any, _envelope: Any, name: str, _responses: Any) -> list[str]:
        session.host_name = name
        return ["250 HELP"]

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        assert envelope.mail_options == []
        self.taken.append(envelope.content)
        return "250 taken"


@pytest.fixture
def server(app: Flask) -> Iterator[OldServer]:
    before, port, handler = app.config["FORO"], free_port(), OldServer()
    app.config["FORO"] = replace(
        before,
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_tls=False,
        mail_from="Foro de Proveeduría <foro@example.mx>",
        organiser_email="comite@example.mx",
    )
    init_mail(app)
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler
    controller.stop()
    app.config["FORO"] = before
    init_mail(app)


def _write(message: str, *, language: str = "es", name: str = "Íñigo Güereca", **changes: Any) -> OutgoingMail:
    context = values_of_every_mail(**changes)
    now = utc_now()
    with atomic():
        mail = queue_mail(
            message, edition_id=None, to="ana@example.mx", name=name, language=language, context=context, now=now
        )
    assert mail is not None
    return mail


def _headers(content: bytes) -> dict[str, list[bytes]]:
    """The lines of each header, as they travel."""
    found: dict[str, list[bytes]] = {}
    for line in content.split(b"\r\n\r\n")[0].split(b"\r\n"):
        if line[:1] not in b" \t":
            name = line.partition(b":")[0].decode()
            found[name] = []
        found[name].append(line)
    return found


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_mail_travels_in_seven_bits_with_its_subject_whole(app: Flask, server: OldServer, language: str) -> None:
    mails = [_write(message, language=language) for message in MESSAGES]

    drain_outbox(clock=utc_now)

    assert [session().get_one(OutgoingMail, mail.id).last_error for mail in mails] == [None] * len(mails)
    for mail, content in zip(mails, server.taken, strict=True):
        assert content.isascii()
        assert max(map(len, content.split(b"\r\n"))) <= 78
        for name, lines in _headers(content).items():
            assert lines[0].partition(b":")[2].strip(), (mail.message, name)
        rendered = render_mail(mail)
        message = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        assert message["Subject"] == rendered.subject
        assert message["From"] == "Foro de Proveeduría <foro@example.mx>"
        assert message["Reply-To"] == "comite@example.mx"
        assert message["To"].addresses[0].display_name == "Íñigo Güereca"
        plain, html = (message.get_body((kind,)) for kind in ("plain", "html"))
        assert plain is not None
        assert html is not None
        assert plain.get_content().splitlines() == rendered.text.splitlines()
        assert html.get_content().splitlines() == rendered.html.splitlines()


def test_an_invitation_is_encoded_too(app: Flask, server: OldServer) -> None:
    _write("accounts/sign_in", calendar={"method": "REQUEST", "ics": ICS})

    drain_outbox(clock=utc_now)

    [content] = server.taken
    assert content.isascii()
    message = email.message_from_bytes(content, policy=email.policy.default)
    parts = {part.get_content_type(): part for part in message.walk()}
    assert parts["application/ics"].get_content() == ICS.encode()
    assert parts["text/calendar"].get_content() == ICS


def test_ids_of_mails_do_not_start_again_with_the_database(app: Flask, server: OldServer) -> None:
    first = _write("accounts/sign_in")
    with atomic() as current:
        current.delete(first)
    second = _write("accounts/sign_in")

    drain_outbox(clock=utc_now)

    [content] = server.taken
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert message["Message-ID"] == f"<foro-{second.message_id}@localhost>"
    assert first.message_id != second.message_id


WORD = st.one_of(
    st.sampled_from(["de", "León", "«mesa»", "日本精工", "→", "(XIII)", "cambió:", "x" * 80, "Ñ" * 60, "a,b", '"q"']),
    st.text(min_size=1, max_size=12),
)
LINE = st.lists(WORD, min_size=1, max_size=20).map(lambda words: one_line(" ".join(words))).filter(bool)


@given(LINE)
def test_a_subject_loses_nothing_and_starts_on_its_first_line(text: str) -> None:
    message = EmailMessage(policy=POLICY)
    message["Subject"] = text

    first, *others = message.as_bytes().split(b"\r\n\r\n")[0].split(b"\r\n")

    assert first.removeprefix(b"Subject:").strip()
    assert max(map(len, (first, *others))) <= 78
    line = b"".join((first, *others)).decode().removeprefix("Subject: ")
    assert str(make_header(decode_header(line))) == text


NAMES = ["Forjas y Maquinados de Precision, S.A. de C.V.", "Íñigo «Ñ», S.A.", "Ana", "", "Ñ" * 70, 'A "B" C' * 9]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("address", ["ana@example.mx", f"{'a' * 40}@{'b' * 30}.example.mx"])
def test_a_name_never_becomes_another_address(name: str, address: str) -> None:
    message = EmailMessage(policy=POLICY)
    message["To"] = Address(name, addr_spec=address)

    content = message.as_bytes()

    assert content.splitlines()[0].removeprefix(b"To:").strip()
    # the library's reader puts a space between two encoded words of a name
    [found] = email.message_from_bytes(content, policy=email.policy.default)["To"].addresses
    assert (found.display_name.replace(" ", ""), found.addr_spec) == (name.replace(" ", ""), address)


PREVIEWS = [
    (
        "Hola, Ana:\n\nSu cita cambió.\n\nCuándo: sáb 28 nov, 12:45\nSede: León\n",
        "Cuándo: sáb 28 nov, 12:45 · Su cita cambió.",
    ),
    ("Hola:\n\nAbra este enlace\npara entrar.\n\nhttps://x.mx/a\n", "Abra este enlace para entrar."),
    ("Hola:\n\nListo.\n\nVer mi registro:\nhttps://x.mx/a\n", "Listo."),
]


@pytest.mark.parametrize(("text", "preview"), PREVIEWS)
def test_the_preview_is_the_first_fact_and_the_first_sentence(text: str, preview: str) -> None:
    assert preview_of(text) == preview


@pytest.mark.parametrize("message", MESSAGES)
def test_every_mail_has_a_preview(app: Flask, message: str) -> None:
    html = render_mail(_write(message)).html
    preview = html.partition('overflow:hidden;">')[2].partition("</div>")[0]
    assert len(preview) > 20
    assert "Hola" not in preview
    assert "http" not in preview


@pytest.mark.parametrize("message", MESSAGES)
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_mail_says_whom_to_ask(app: Flask, message: str, language: str) -> None:
    mail, contact = render_mail(_write(message, language=language)), app.config["FORO"].organiser_email
    assert f'href="mailto:{contact}"' in mail.html
    assert mail.text.rstrip().endswith(f"{contact}.")
