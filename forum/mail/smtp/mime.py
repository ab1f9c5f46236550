"""A mail as MIME: its headers, text, HTML, pictures and files."""

from email.header import Header
from email.headerregistry import (
    Address,
    BaseHeader,
    HeaderRegistry,
    UniqueSingleAddressHeader,
    UniqueUnstructuredHeader,
)
from email.message import EmailMessage
from email.policy import SMTP, Policy
from urllib.parse import urlsplit

from flask import current_app
from flask_mailman.utils import punycode

from forum.core.clock import utc_now
from forum.mail.rules import RenderedMail
from forum.settings import Settings

LONGEST_LINE = 78


class Subject(UniqueUnstructuredHeader, BaseHeader):  # type: ignore[misc]
    """A subject that keeps every character, its first word on the line of its name.

    The library's own folding loses spaces between encoded words, and puts a long first word on the next line.
    """

    def fold(self, *, policy: Policy) -> str:
        """The lines of the header."""
        return _one_line(self, policy) or f"{_words(self.name, str(self), policy)}{policy.linesep}"


class Mailbox(UniqueSingleAddressHeader, BaseHeader):  # type: ignore[misc]
    """A name and an address, folded as a subject is."""

    def fold(self, *, policy: Policy) -> str:
        """The lines of the header."""
        address = f"<{self.address.addr_spec}>{policy.linesep}"
        if not self.address.display_name:
            return f"{self.name}: {address}"
        words = _words(self.name, self.address.display_name, policy)
        return _one_line(self, policy) or f"{words}{policy.linesep} {address}"


def _one_line(header: BaseHeader, policy: Policy) -> str:
    """The header as it is, where it fits one line of ASCII, else an empty text."""
    line = f"{header.name}: {header}{policy.linesep}"
    return line if len(line) <= LONGEST_LINE and line.isascii() else ""


def _words(name: str, text: str, policy: Policy) -> str:
    words = Header(text, "utf-8", maxlinelen=LONGEST_LINE - len(policy.linesep), header_name=name)
    return f"{name}: {words.encode(linesep=policy.linesep)}"


class WholeLine(UniqueUnstructuredHeader, BaseHeader):  # type: ignore[misc]
    """A header that stays on one line: the library would break a long address into encoded words."""

    def fold(self, *, policy: Policy) -> str:
        """The line of the header."""
        return f"{self.name}: {self}{policy.linesep}"


HEADERS = HeaderRegistry()
HEADERS.map_to_type("subject", Subject)
HEADERS.map_to_type("list-unsubscribe", WholeLine)
for _name in ("from", "to", "reply-to"):
    HEADERS.map_to_type(_name, Mailbox)
POLICY = SMTP.clone(cte_type="7bit", header_factory=HEADERS)


def message_of(mail: RenderedMail) -> EmailMessage:
    """The mail as MIME: text and HTML (with its pictures) as alternatives, the invitation as a calendar part, files."""
    settings: Settings = current_app.config["FORO"]
    message = EmailMessage(policy=POLICY)
    message["Subject"] = mail.subject
    message["From"] = settings.mail_from
    message["To"] = _mailbox(mail.to_name, mail.to_email)
    message["Reply-To"] = settings.organiser_email
    message["Date"] = utc_now()
    message["Message-ID"] = f"<foro-{mail.message_id}@{urlsplit(settings.base_url).hostname or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe:
        message["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    html = message.get_body(("html",))
    assert html is not None
    for file in (each for each in mail.files if each.shown):
        kind, subkind = file.mimetype.split("/")
        html.add_related(file.draw(), kind, subkind, cid=f"<{file.kind}>", filename=file.name, disposition="inline")
    if mail.calendar is not None:
        _add_invitation(message, mail.calendar["ics"], mail.calendar["method"])
    for file in (each for each in mail.files if each.method):
        _add_invitation(message, file.draw().decode(), file.method)
    for file in (each for each in mail.files if not each.shown and not each.method):
        kind, subkind = file.mimetype.split("/")
        params = {"charset": "utf-8"} if kind == "text" else {}
        message.add_attachment(file.draw(), maintype=kind, subtype=subkind, filename=file.name, params=params)
    return message


def _add_invitation(message: EmailMessage, ics: str, method: str) -> None:
    """The calendar as the last alternative, which mail programs act upon, and as a file for the others (RFC 6047)."""
    message.add_alternative(ics, subtype="calendar", params={"method": method}, cte="quoted-printable")
    message.add_attachment(ics.encode(), maintype="application", subtype="ics", filename="invite.ics")


def _mailbox(name: str, email: str) -> Address:
    local, _at, domain = email.rpartition("@")
    return Address(name, addr_spec=f"{local}@{punycode(domain)}")
