"""What each answer has, whatever was asked: a title, whom to write to, its armour, and whether it may be kept."""

import re
from html import unescape

import pytest
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from forum.core.pocket import KEEP
from forum.core.web import HEADERS
from tests.builders.walks import built, pages_for
from tests.builders.world import ROLES, World

Answers = dict[str, list[tuple[Rule, TestResponse]]]

pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)  # nothing here asks the engine
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
PATTERN = re.compile(r"(?!Error)\S.* · Foro de Proveeduría Automotriz")
WITHOUT_FOOTER = {"badges.kiosk_show", "checkin.gate_show", "dashboard.wall_show", "walkins.walk_in_new"}
NO_PAGES = {"mail.body_show"}  # a mail, within a page
OWN = {
    "agenda.day_show",
    "agenda.link_day_show",
    "badges.badge_show",
    "badges.symbol_show",
    "badges.link_badge_show",
    "badges.link_symbol_show",
    "registration.registration_show",
}
# asked for with an ETag
CALENDARS = {
    *("agenda.feed_show", "agenda.calendar_show", "agenda.link_calendar_show"),
    *("agenda.programme_calendar_show", "agenda.talk_calendar_show"),
}


@pytest.fixture(scope="module")
def answers(world: World) -> Answers:
    """What each role is answered at every address."""
    return {role: list(pages_for(world, role)) for role in ROLES}


def title_of(page: TestResponse) -> str:
    found = TITLE.search(page.text)
    return " ".join(unescape(found[1]).split()) if found else ""


def test_every_page_has_a_title_and_says_whom_to_write_to(world: World, answers: Answers) -> None:
    contact = f'<a href="mailto:{world.app.config["FORO"].organiser_email}">'
    wrong, seen = {}, set()
    for rule, page in (each for role in ROLES for each in answers[role]):
        if page.mimetype == "text/html" and 'id="content"' in page.text and rule.endpoint not in NO_PAGES:
            seen.add(rule.endpoint)
            if not PATTERN.fullmatch(title_of(page)) or title_of(page).count("Foro de Proveeduría") > 1:
                wrong[rule.endpoint] = title_of(page)
            if contact not in page.text and rule.endpoint not in WITHOUT_FOOTER:
                wrong[rule.endpoint] = "nobody to write to"
    assert wrong == {}
    assert len(seen) > 60


def test_every_answer_is_armoured_whatever_it_is(world: World, answers: Answers) -> None:
    """Pages, errors, redirects, PDFs, pictures, calendars, sheets, JSON."""
    bare = {
        rule.rule: missing
        for rule, answer in answers["organiser"]
        if (missing := {name for name in (*HEADERS, "Cache-Control") if name not in answer.headers})
        or answer.headers["X-Content-Type-Options"] != "nosniff"
    }
    assert bare == {}
    kinds = {answer.mimetype for _rule, answer in answers["organiser"]}
    assert kinds >= {"text/html", "application/pdf", "text/calendar", "image/svg+xml", "text/csv"}


def test_no_browser_keeps_a_page_that_is_somebodys_own(world: World, answers: Answers) -> None:
    kept = {
        role: {
            rule.endpoint
            for rule, answer in answers[role]
            if answer.headers["Cache-Control"] != "no-store" and answer.status_code == 200
        }
        for role in ("organiser", "anonymous")
    }
    assert kept["organiser"] <= {
        "badges.paper_show",
        "checkin.gate_show",
        "companies.logo_show",
        "dashboard.wall_number_list",  # numbers alone, asked for with an ETag
        *CALENDARS,
    }
    assert {"accounts.sign_in_new", "registration.registration_new"} <= kept["anonymous"]
    owners = {name for name in kept["anonymous"] if "token" in name or "link" in name}
    assert owners <= {"registration.link_new", *CALENDARS}


def test_of_all_pages_only_ones_own_may_be_kept(world: World, answers: Answers) -> None:
    marked = {
        (role, rule.endpoint)
        for role in ("anonymous", "supplier", "organiser")
        for rule, page in answers[role]
        if KEEP in page.headers and rule.endpoint != "core.offline_show"
    }
    assert {endpoint for _role, endpoint in marked} == OWN
    by_link = {endpoint for endpoint in OWN if "link_" in endpoint} | {"registration.registration_show"}
    assert {endpoint for role, endpoint in marked if role == "anonymous"} <= by_link


@pytest.mark.parametrize("role", ["anonymous", "organiser"])
def test_head_is_answered_as_get_is(world: World, answers: Answers, role: str) -> None:
    different = {}
    for rule, page in answers[role]:
        head = world.clients[role].head(built(rule, world.values_for(role, rule)))
        both = [(each.status_code, each.mimetype, each.location) for each in (head, page)]
        if both[0] != both[1]:
            different[rule.endpoint] = both
    assert different == {}
