"""Every page in English, without a sentence left in Spanish."""

import re
from collections import Counter
from functools import cache
from html import unescape

import pytest
from babel.messages.pofile import read_po
from werkzeug.test import TestResponse

from forum.core.i18n import TRANSLATIONS
from forum.core.web import LANGUAGE_COOKIE
from tests.builders.walks import built, forms_on, rules
from tests.builders.world import ROLES, World

LEAST = 13
# Files, the switch itself, mails, which speak their reader's language, with the page that lists somebody's by
# subject, and drafts of notices, which are in both.
NOT_READ = {
    *("static", "core.language_update", "mail.mail_list", "mail.mail_show", "mail.body_show", "messages.preview_show"),
    *("arco_desk.draft_show", "arco_desk.notice_edit", "registration_desk.history_show"),
}
NAMES = {"Foro de Proveeduría Automotriz", "Comité organizador"}  # of the demo edition, and who writes in its name
MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
SPOKEN = re.compile(r"""(?:aria-label|title|placeholder|alt|content|data-[\w-]+)="([^"]*)\"""")
PLACE = re.compile(r"%\(\w+\)[sd]")


@cache
def spanish() -> dict[str, str]:
    """The parts of our sentences that stand between their places to fill, long enough to be no coincidence."""
    parts = {}
    for path in TRANSLATIONS.glob("en/*.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                for sentence in message.id if isinstance(message.id, (tuple, list)) else [message.id]:
                    english = " ".join(message.string) if isinstance(message.string, (tuple, list)) else message.string
                    for part in PLACE.split(str(sentence)):
                        words = " ".join(part.split())
                        if len(words) >= LEAST and words not in str(english) and words not in NAMES:
                            parts[words] = str(sentence)
    return parts


def readable(page: str) -> str:
    """What a person reads, or hears, of a page."""
    spoken = " | ".join(SPOKEN.findall(page))
    return " ".join(unescape(MARKUP.sub(" ", page) + " | " + spoken).split())


def leftovers(answer: TestResponse, sentences: dict[str, str]) -> set[str]:
    """Spanish sentences of ours in an English page."""
    if answer.mimetype != "text/html" or "/html" not in answer.text or answer.location:
        return set()
    words = readable(answer.text)
    return {part for part in sentences if part in words} | ({"lang"} if '<html lang="en' not in answer.text else set())


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)  # words are the same on every engine
def test_every_page_and_refusal_speaks_english(world: World) -> None:
    """One role after the other, in this order: what one sends changes what the next ones find."""
    sentences, left, untold, returned = spanish(), {}, set(), Counter[str]()
    for role in ROLES:
        client, pages = world.clients[role], []
        client.set_cookie(LANGUAGE_COOKIE, "en")
        for rule in rules(world, "GET"):
            if rule.endpoint not in NOT_READ:
                pages.append(client.get(built(rule, world.values_for(role, rule))))
                left.update(dict.fromkeys(leftovers(pages[-1], sentences), (role, rule.endpoint)))
        for form in forms_on(world, pages):  # sent empty it comes back, and says what is missing
            answer = client.post(form.action, data={})
            left.update(dict.fromkeys(leftovers(answer, sentences), (role, f"{form.action} empty")))
            if answer.status_code == 422 and 'id="content"' in answer.text:
                returned[role] += 1
                untold |= {form.action} if "<title>Error: " not in " ".join(answer.text.split()) else set()
    assert left == {}
    assert untold == set()
    assert min(returned[role] for role in ROLES) > 3
    assert returned.total() > 100
