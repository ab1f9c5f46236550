"""What mails take along: the badge and the calendar are in the mail that says so, and in no other."""

import email
import email.policy
from collections.abc import Callable
from email.message import EmailMessage
from io import BytesIO

import pytest
import zxingcpp
from flask import Flask
from PIL import Image
from sqlalchemy import select

from forum.badges.service import reissue_badge
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.mail.models import OutgoingMail
from forum.mail.notices import render_mail
from forum.mail.smtp import message_of
from forum.registration.models import Registration
from forum.registration.notices import notify
from tests.builders.badges import somebody_with_badge
from tests.builders.editions import a_category, an_edition, days_of
from tests.builders.people import a_person
from tests.builders.registrations import a_registration
from tests.checkers.ical import assert_valid_calendar

Words = Callable[[bytes], list[str]]
SAYS = {"es": "Su gafete va en este correo", "en": "Your badge is in this e-mail"}


def last_mail() -> OutgoingMail:
    return session().scalars(select(OutgoingMail).order_by(OutgoingMail.id.desc())).first()  # type: ignore[return-value]


def received(mail: OutgoingMail) -> dict[str, EmailMessage]:
    """The parts of the mail as a mail program reads its bytes, by type."""
    message = email.message_from_bytes(message_of(render_mail(mail)).as_bytes(), policy=email.policy.default)
    return {part.get_content_type(): part for part in message.walk()}  # type: ignore[misc]


def mailed(registration: Registration, message: str = "confirmed") -> OutgoingMail:
    with atomic():
        notify(message, registration, now=utc_now(), reason="")
    return last_mail()


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_badge_and_the_days_are_in_the_mail(app: Flask, words_of: Words, language: str) -> None:
    edition = an_edition()
    registration, badge = somebody_with_badge(a_category(edition), person := a_person(language=language))
    parts = received(mailed(registration))
    picture = parts["image/png"]
    symbol = Image.open(BytesIO(picture.get_content()))
    assert [read.text for read in zxingcpp.read_barcodes(symbol)] == [badge.code]
    assert picture["Content-ID"] == "<symbol>"
    assert 'src="cid:symbol"' in parts["text/html"].get_content()
    assert parts["multipart/related"].get_payload()[-1] is picture, "with the HTML that shows it"
    assert person.given_names.replace(" ", "") in "".join(words_of(parts["application/pdf"].get_content()))
    data = parts["text/calendar"].get_payload(decode=True)
    assert isinstance(data, bytes)
    assert parts["text/calendar"].get_content_charset() == "utf-8"
    assert_valid_calendar(data)
    assert data.count(b"BEGIN:VEVENT") == len(days_of(edition))
    for kind in ("text/plain", "text/html"):
        assert SAYS[language] in " ".join(parts[kind].get_content().split())


def test_a_mail_without_a_valid_badge_does_not_speak_of_one(app: Flask) -> None:
    registration = a_registration(a_category(an_edition()))
    parts = received(mailed(registration))
    assert parts.keys() == {"multipart/alternative", "text/plain", "text/html"}
    assert SAYS["es"] not in parts["text/plain"].get_content()


def test_after_a_reissue_every_mail_has_the_new_badge(app: Flask) -> None:
    registration, badge = somebody_with_badge(a_category(an_edition()))
    waiting = mailed(registration)
    clerk = a_person()
    new = reissue_badge(badge.id, reason="Lo perdió", by=clerk.id, now=utc_now())
    for mail in (waiting, last_mail()):
        symbol = Image.open(BytesIO(received(mail)["image/png"].get_content()))
        assert [read.text for read in zxingcpp.read_barcodes(symbol)] == [new.code] != [badge.code]


def test_who_only_looks_at_a_mail_does_not_see_the_badge(app: Flask) -> None:
    registration, _badge = somebody_with_badge(a_category(an_edition()))
    looked_at = render_mail(mailed(registration), reveal=False)
    assert (looked_at.files, "cid:symbol" in looked_at.html, SAYS["es"] in looked_at.text) == ((), False, True)
