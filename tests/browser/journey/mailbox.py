"""The letters of the program as their readers have them: files, since no server is set, read as a mail program does."""

import email
import re
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from flask import Flask

from forum.core.clock import utc_now
from forum.mail.service import drain_outbox
from forum.mail.smtp import FOLDER
from forum.meetings.rules.digests import DIGESTS

LONGEST_WAIT = max(each.waits for each in DIGESTS.values())
LINK = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True)
class RenderedMail:
    """One letter."""

    to: str
    subject: str
    text: str
    html: str
    calendar: str | None

    @property
    def link(self) -> str:
        """The first address in it: what its button leads to."""
        found = LINK.search(self.text)
        assert found is not None, self.text
        return found.group()


@dataclass
class Mailbox:
    """Everybody's letters; each is read once."""

    app: Flask
    data_dir: Path
    read: set[str] = field(default_factory=set)
    unread: list[RenderedMail] = field(default_factory=list)

    def fetch(self) -> None:
        """Send what waits, as the worker would once nothing waits for other letters, and take in what arrived."""
        with self.app.app_context():
            drain_outbox(clock=lambda: utc_now() + LONGEST_WAIT)
        for file in sorted((self.data_dir / FOLDER).glob("*.eml")):
            if file.name not in self.read:
                self.read.add(file.name)
                self.unread.append(_letter(file))

    def new(self, address: str) -> list[RenderedMail]:
        """The letters to an address that were not read yet, oldest first."""
        self.fetch()
        found = [letter for letter in self.unread if letter.to == address]
        self.unread = [letter for letter in self.unread if letter.to != address]
        return found

    def these(self, address: str, *subjects: str) -> list[RenderedMail]:
        """The unread letters to an address: exactly those with these words in their subjects, in any order."""
        found = self.new(address)
        said = [letter.subject for letter in found]
        chosen = [letter for words in subjects for letter in found if words in letter.subject]
        assert len(said) == len(subjects) == len(chosen), f"{address} has {said}, not {subjects}"
        return chosen

    def one(self, address: str, subject: str) -> RenderedMail:
        """The only unread letter to an address; its subject has these words."""
        return self.these(address, subject)[0]


def _letter(file: Path) -> RenderedMail:
    message = email.message_from_bytes(file.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    parts = {part.get_content_type(): part for part in message.walk() if not part.is_multipart()}
    calendar = parts.get("text/calendar")
    return RenderedMail(
        to=message["To"].addresses[0].addr_spec,
        subject=str(message["Subject"]),
        text=str(parts["text/plain"].get_content()),
        html=str(parts["text/html"].get_content()),
        calendar=None if calendar is None else str(calendar.get_content()),
    )
