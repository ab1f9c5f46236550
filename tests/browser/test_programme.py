"""The programme in a browser: found from the start page, read on a phone, chosen, and printed."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import serious_faults
from tests.builders.editions import a_category, an_edition
from tests.builders.programme import a_room, a_speaker, a_talk, at, published
from tests.builders.registrations import a_registration, link_of

pytestmark = pytest.mark.browser
ROOMS = ("Auditorio", "Sala León", "Sala Silao", "Taller 1", "Taller 2", "Foro abierto")
TITLE = "Lo que el comprador pide de sustentabilidad a un proveedor que empieza"


@pytest.fixture
def link(live_app: Flask) -> str:
    """The link of somebody registered in an edition with twelve sessions in six rooms."""
    edition = an_edition(slug="foro")
    for number, name in enumerate(ROOMS):
        room = a_room(edition, name, capacity=30)
        for hour in (10, 12):
            title, starts = f"{TITLE} {number}-{hour}", at(edition, hour, 10 * number)
            a_talk(edition, title, starts=starts, minutes=45, room=room, speakers=[a_speaker(edition)], track="Compras")
    published(edition)
    return link_of(a_registration(a_category(edition)))


def sideways(page: Page) -> bool:
    return bool(page.evaluate("() => document.documentElement.scrollWidth > innerWidth"))


def test_a_visitor_finds_and_chooses_a_session_on_a_phone(
    new_context: Callable[..., BrowserContext], link: str
) -> None:
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto("/foro/")
    page.get_by_role("link", name="Ver el programa").click()
    page.get_by_role("link", name=f"{TITLE} 0-10").click()
    expect(page.get_by_role("link", name="Agregar a mi calendario")).to_be_visible()
    assert serious_faults(page) == []
    page.goto(link)
    page.get_by_role("link", name="Elegir sesiones").click()
    page.locator("li", has_text=f"{TITLE} 1-10").get_by_role("button", name="Agregar a mi agenda").click()
    expect(page.get_by_text("En su agenda", exact=True)).to_be_visible()
    assert (serious_faults(page), sideways(page)) == ([], False)
    page.goto(f"{link}/agenda")
    expect(page.get_by_role("heading", name=f"{TITLE} 1-10")).to_be_visible()


@pytest.mark.parametrize(("width", "table"), [(390, False), (1024, True), (1280, True)])
def test_rooms_by_hours_are_a_table_on_a_desk_and_a_list_on_a_phone(
    new_context: Callable[..., BrowserContext], link: str, width: int, table: bool
) -> None:
    page = new_context(viewport={"width": width, "height": 900}).new_page()
    page.goto("/foro/programme?view=grid")
    assert page.locator(".timegrid").is_visible() is table
    assert page.locator(".timegrid-list").is_visible() is not table
    assert (serious_faults(page), sideways(page)) == ([], False)


def test_the_programme_prints_without_buttons(page: Page, link: str, tmp_path: Path) -> None:
    page.goto("/foro/programme?day=all")
    page.pdf(path=tmp_path / "programa.pdf", format="Letter")
    told = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "programa.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert [told.count(text) for text in ("Auditorio", "Suscribir mi calendario", "Ver como lista")] == [2, 0, 0]
