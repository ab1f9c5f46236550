"""The title of every page names it, then the forum; that of a form to be corrected starts with the error."""

import re
from html import unescape

import pytest
from werkzeug.test import TestResponse

from tests.builders.walks import forms_on, pages_for
from tests.builders.world import ROLES, World

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
PATTERN = re.compile(r"(?!Error)\S.* · Foro de Proveeduría Automotriz")
WITHOUT_FOOTER = {"badges.kiosk_show", "checkin.gate_show", "dashboard.wall_show", "walkins.walk_in_new"}
NO_PAGES = {"mail.body_show"}  # a mail, within a page


def title_of(page: TestResponse) -> str:
    found = TITLE.search(page.text)
    return " ".join(unescape(found[1]).split()) if found else ""


def is_page(answer: TestResponse) -> bool:
    return answer.mimetype == "text/html" and 'id="content"' in answer.text


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_every_page_has_a_title_and_says_whom_to_write_to(world: World) -> None:
    contact = f'<a href="mailto:{world.app.config["FORO"].organiser_email}">'
    wrong, seen = {}, set()
    for role in ROLES:
        for rule, page in pages_for(world, role):
            if is_page(page) and rule.endpoint not in NO_PAGES:
                seen.add(rule.endpoint)
                if not PATTERN.fullmatch(title_of(page)) or title_of(page).count("Foro de Proveeduría") > 1:
                    wrong[rule.endpoint] = title_of(page)
                if contact not in page.text and rule.endpoint not in WITHOUT_FOOTER:
                    wrong[rule.endpoint] = "nobody to write to"
    assert wrong == {}
    assert len(seen) > 60


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_form_that_comes_back_says_so_first(world: World) -> None:
    wrong, seen = {}, set()
    for role in ROLES:
        pages = [page for _rule, page in pages_for(world, role)]
        for form in forms_on(world, pages):
            answer = world.clients[role].post(form.action, data={})
            if answer.status_code == 422 and is_page(answer):
                seen.add(form.action)
                if not title_of(answer).startswith("Error: "):
                    wrong[form.action] = title_of(answer)
    assert wrong == {}
    assert len(seen) > 25
