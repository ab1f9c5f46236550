"""Mails on a telephone: what people write in them does not make them wider than the screen."""

from flask import Flask
from playwright.sync_api import Page

from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.mail.notices import render_mail
from forum.mail.service import queue_mail
from tests.browser.conftest import PHONE
from tests.builders.letters import MESSAGES, values_of_every_mail


def test_a_word_of_eighty_letters_does_not_widen_a_mail(live_app: Flask, page: Page) -> None:
    names = ("company", "edition", "hall", "person", "reason", "requirement", "stand", "venue", "wisher", "newcomer")
    word = dict.fromkeys(names, "Ñ" * 80)
    item = {**values_of_every_mail()["made"][0], **word}
    context = values_of_every_mail(**word, made=[item], moved=[item], dropped=[item], was=item)
    reader = {"to": "a@example.mx", "name": "Ñ" * 80, "language": "es"}
    with atomic():
        now = utc_now()
        mails = [queue_mail(each, edition_id=None, context=context, now=now, **reader) for each in MESSAGES]

    widths = {}
    for mail in filter(None, mails):
        page.set_content(render_mail(mail).html)
        widths[mail.message] = page.evaluate("document.documentElement.scrollWidth")

    assert widths == dict.fromkeys(MESSAGES, PHONE["width"])
