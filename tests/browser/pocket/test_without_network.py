"""A person's agenda and badge open where there is no network, after one visit where there was."""

import re
from collections.abc import Callable
from threading import Event

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from forum.editions.models import Edition
from tests.browser.conftest import serious_faults
from tests.browser.pocket.conftest import Attendee, enter, kept_paths, read, visit
from tests.browser.servers import Server
from tests.builders.editions import ZONE
from tests.conftest import A_MINUTE

pytestmark = pytest.mark.browser
Phone = Callable[..., BrowserContext]


def is_of_today(page: Page, why: str = "Sin conexión", updated: str = "Actualizado a las") -> None:
    """The page says that it is not the server's, and of which hour it is."""
    said = re.compile(rf"{why}\.\s+{updated} \d\d:\d\d\.")
    expect(page.locator(".pocket")).to_have_text(said, use_inner_text=True)


def test_a_visitor_opens_their_pages_on_a_cold_start_without_a_server(
    phone: Phone, server: Server, attendee: Attendee
) -> None:
    context = phone()
    visit(context.new_page(), attendee.link)
    context.close()
    server.stop()
    page = phone().new_page()

    page.goto(f"{attendee.link}/badge")
    is_of_today(page)
    assert read(page.locator(".qr img")) == [attendee.badge.code]
    assert serious_faults(page) == []
    page.get_by_role("link", name="Agenda").first.click()
    slot = page.locator(".slot--meeting")
    expect(slot.locator("time").first).to_have_text(f"{attendee.slot.starts_at.astimezone(ZONE):%H:%M}")
    expect(slot).to_contain_text("Salón B2B")
    expect(slot.locator(".slot__table")).to_contain_text(attendee.table)
    assert serious_faults(page) == []
    page.goto(attendee.link)
    page.get_by_role("button", name="Cambiar mi enlace").click(force=True)  # it says that it is disabled
    expect(page.get_by_text("No hay conexión.")).to_be_visible()
    expect(page.get_by_role("link", name="Ver mi gafete")).not_to_have_attribute("aria-disabled", "true")
    page.get_by_role("link", name="Descargar gafete (PDF)", disabled=True).click(force=True)
    expect(page.get_by_role("heading", name="Sin conexión")).to_be_visible()
    expect(page.get_by_role("link", name="Mi agenda")).to_contain_text("Actualizado a las")
    assert serious_faults(page) == []
    page.get_by_role("link", name="Mi gafete").click()
    expect(page.get_by_role("heading", name="Mi gafete")).to_be_visible()


def test_signed_in_pages_open_offline_in_their_language_and_give_way_to_the_network(
    phone: Phone, live_app: Flask, attendee: Attendee, edition: Edition, address: str
) -> None:
    context = phone()
    enter(context, live_app, attendee.person, address)
    page = context.new_page()
    page.goto(f"/{edition.slug}/today")  # where signing in leads
    page.wait_for_function("async () => Boolean(await caches.match(document.querySelector('nav a[href$=badge]').href))")
    visit(page, f"/{edition.slug}/agenda")
    assert kept_paths(page) == sorted([f"/{edition.slug}/agenda", f"/{edition.slug}/badge", "/offline"])
    with page.expect_download() as calendar:  # what is not kept goes past the worker
        page.get_by_role("link", name="Descargar .ics").click()
    assert "BEGIN:VEVENT" in calendar.value.path().read_text()
    page.get_by_role("link", name="English").first.click()
    expect(page.get_by_text("Available without a connection.")).to_be_visible()
    context.set_offline(True)
    page.goto(f"/{edition.slug}/badge")
    is_of_today(page, "No connection", "Updated at")
    assert read(page.locator(".qr img")) == [attendee.badge.code]
    page.goto(f"/{edition.slug}/today")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    context.set_offline(False)
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    context.set_offline(True)
    page.goto(f"/{edition.slug}/agenda")
    is_of_today(page, "No connection", "Updated at")
    context.set_offline(False)
    expect(page.locator(".pocket")).to_be_hidden()


def test_a_site_that_answers_late_is_waited_for_a_little_and_shown_when_it_answers(
    phone: Phone, live_app: Flask, attendee: Attendee
) -> None:
    page = phone().new_page()
    visit(page, attendee.link)
    ready = Event()

    def wait() -> None:
        ready.wait(A_MINUTE)

    live_app.before_request_funcs.setdefault(None, []).insert(0, wait)
    page.goto(attendee.link, wait_until="commit")
    is_of_today(page, "No pudimos cargar la versión actual")
    ready.set()
    expect(page.locator(".pocket")).to_be_hidden()
    live_app.before_request_funcs[None][0] = lambda: ("busy", 503)  # type: ignore[assignment,return-value]
    page.goto(f"{attendee.link}/badge")
    is_of_today(page, "No pudimos cargar la versión actual")


def test_a_kept_agenda_marks_what_is_now_by_the_clock_of_the_device(
    phone: Phone, server: Server, attendee: Attendee
) -> None:
    context = phone()
    page = context.new_page()
    visit(page, attendee.link)
    server.stop()
    page.clock.set_fixed_time(attendee.slot.starts_at)
    page.goto(f"{attendee.link}/agenda")
    expect(page.locator(".slot.is-now .slot__kind")).to_have_text("Ahora · Cita")
    page.clock.set_fixed_time(attendee.slot.ends_at)
    page.reload()
    expect(page.locator(".slot--meeting .slot__kind")).to_have_text("Cita")
