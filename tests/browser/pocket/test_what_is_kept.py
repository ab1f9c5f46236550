"""What a phone keeps is one person's, holds no secret of a form, and is what the server last showed."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from forum.accounts.enums import Role
from forum.core.clock import utc_now
from forum.editions.models import Edition
from forum.registration.service import renew_link
from tests.browser.pocket.conftest import Attendee, enter, kept_paths, visit
from tests.browser.servers import Server
from tests.builders.badges import somebody_with_badge
from tests.builders.checkin import a_gate, an_offered_pairing
from tests.builders.editions import a_category
from tests.builders.people import a_role
from tests.builders.registrations import link_of

pytestmark = pytest.mark.browser
Phone = Callable[..., BrowserContext]
ALL_KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys())
      found[new URL(request.url).pathname] = await (await cache.match(request)).text();
  }
  return found; }"""

ONLY_OFFLINE = "async () => (await (await caches.open('foro.pocket.pages')).keys()).length === 1"

NOTHING_OF = """async (link) => (await (await caches.open('foro.pocket.pages')).keys())
  .every(({ url }) => !new URL(url).pathname.startsWith(link))"""


def kept_files(page: Page) -> set[str]:
    """The built files that the phone keeps."""
    return {path.rsplit("/", 1)[1] for path in page.evaluate(ALL_KEPT) if path.startswith("/static/")}


def test_who_signs_out_leaves_nothing(
    phone: Phone, live_app: Flask, attendee: Attendee, edition: Edition, address: str
) -> None:
    context = phone()
    enter(context, live_app, attendee.person, address)
    page = context.new_page()
    visit(page, f"/{edition.slug}/badge")
    everything = page.evaluate(ALL_KEPT)
    assert attendee.badge.code in everything[f"/{edition.slug}/badge"].replace("-", "").replace(" ", "")
    assert [path for path, text in everything.items() if re.search(r'csrf_token" value="[^"]', text)] == []
    page.goto("/account/home")
    page.get_by_role("button", name="Cerrar sesión").first.click()
    page.wait_for_url(re.compile(r":\d+/$"))
    assert page.evaluate(ALL_KEPT) == {}


def test_a_phone_that_becomes_a_scanner_leaves_nothing_of_who_had_it(
    phone: Phone, live_app: Flask, attendee: Attendee, edition: Edition, address: str
) -> None:
    gate = a_gate(edition)
    a_role(attendee.person, Role.GATE_STEWARD, edition)
    context = phone()
    enter(context, live_app, attendee.person, address)
    page = context.new_page()
    visit(page, f"/{edition.slug}/badge")
    assert f"/{edition.slug}/badge" in kept_paths(page)
    scanner = f"/{edition.slug}/checkin/gates/{gate.id}"
    page.goto(scanner)  # from here on the worker of the door opens it, and sees no reader
    page.wait_for_function("path => caches.match(path).then(Boolean)", arg=scanner)
    page.goto(f"/{edition.slug}/phone/{an_offered_pairing(edition, gate=gate).code}")
    page.get_by_role("button", name="Sí, usar este celular").click()
    page.wait_for_url("**/checkin/gates/*")
    page.wait_for_function(NOTHING_OF, arg=f"/{edition.slug}/badge")
    assert [path for path in kept_paths(page) if not path.startswith("/offline")] == []


def test_another_person_on_the_same_phone_leaves_nothing_of_the_former(
    phone: Phone, live_app: Flask, attendee: Attendee, edition: Edition, address: str
) -> None:
    other, _badge = somebody_with_badge(a_category(edition, code="otra"))
    context = phone()
    page = context.new_page()
    visit(page, attendee.link)
    visit(page, f"{link_of(other)}/badge")
    assert [path for path in kept_paths(page) if path.startswith(attendee.link)] == []
    enter(context, live_app, attendee.person, address)
    page.goto("/account/home")  # a page that is not kept itself
    page.wait_for_function(ONLY_OFFLINE)
    visit(page, f"/{edition.slug}/agenda")
    context.clear_cookies()
    page.goto("/sign-in")  # the session ended: whoever signs in now may be another person
    page.wait_for_function(ONLY_OFFLINE)
    visit(page, attendee.link)
    page.get_by_role("button", name="Quitar de este dispositivo").click()
    expect(page.get_by_text("Quitamos de este dispositivo las páginas guardadas.")).to_be_visible()
    assert kept_paths(page) == []


@pytest.mark.parametrize("here", [True, False], ids=["on this phone", "elsewhere"])
def test_a_link_that_was_renewed_opens_nothing(phone: Phone, attendee: Attendee, here: bool) -> None:
    page = phone().new_page()
    visit(page, attendee.link)
    if here:
        page.get_by_role("button", name="Cambiar mi enlace").click()
        page.get_by_role("button", name="Sí, cambiar mi enlace").click()
    else:
        renew_link(attendee.registration.id, now=utc_now())
        page.goto(attendee.link)
    page.wait_for_function(NOTHING_OF, arg=attendee.link)


def test_pages_look_the_same_after_the_program_is_renewed(
    phone: Phone, live_app: Flask, server: Server, attendee: Attendee, tmp_path: Path
) -> None:
    page = phone().new_page()
    visit(page, attendee.link)
    before = kept_files(page)
    live_app.static_folder = str(renewed(Path(live_app.static_folder or ""), tmp_path / "static"))
    visit(page, attendee.link)  # asked for again with the new files; its siblings are kept with the former
    assert before < kept_files(page)
    server.stop()
    for path in ("", "/badge"):
        page.goto(f"{attendee.link}{path}")
        expect(page.locator(".pocket")).to_have_css("display", "flex")
        expect(page.locator(".masthead .wordmark__mark").first).to_be_visible()


def renewed(former: Path, folder: Path) -> Path:
    """The built files of another version: the stylesheet has another name, and the former is gone."""
    shutil.copytree(former, folder)
    names = json.loads((folder / "dist" / "manifest.json").read_text())
    style = folder / "dist" / names["app.css"]
    names["app.css"] = "app-22222222.css"
    style.rename(style.with_name("app-22222222.css"))
    (folder / "dist" / "manifest.json").write_text(json.dumps(names))
    (style.with_name(f"{style.name}.gz")).unlink()
    return folder
