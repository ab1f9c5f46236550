"""Each figure of the dashboard leads to a list of exactly as many rows as it says."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.enums import Role
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.demo.load import load_demo
from forum.demo.sizes import SMALL
from forum.editions.queries import find_edition
from forum.matchmaking.enums import RequirementStatus, SupplierStatus
from forum.matchmaking.models import Requirement, Supplier
from tests.builders.companies import a_process
from tests.builders.people import a_person, a_role, an_organiser, sign_in

STAT = re.compile(r'<div class="stat">\s*<p class="stat__label">(.*?)</p>\s*<p class="stat__value">([\d,]+)', re.DOTALL)
BAR = re.compile(r'<li class="bars__row"><span class="bars__label">(.*?)</span>.*?bars__text">([\d,]+)<', re.DOTALL)
CELL = re.compile(r'<td role="cell"[^>]*class="table__number">(<a [^>]*>)([\d,]+)</a>')
HREF = re.compile(r'href="([^"]+)"')
NEXT = (re.compile(r'rel="next"\s+href="([^"]+)"'), re.compile(r'href="([^"]+[?&;]before=[^"]+)"'))
BODY = re.compile(r"<tbody.*?</tbody>", re.DOTALL)


def figures_of(page: str) -> Iterator[tuple[str, str | None, int]]:
    """What each figure is called, where it leads, and what it says."""
    for pattern in (STAT, BAR, CELL):
        for label, said in pattern.findall(page):
            found = HREF.search(label)
            yield label, unescape(found[1]) if found else None, int(said.replace(",", ""))


def rows_behind(client: FlaskClient, address: str) -> int:
    """The number of lines of a list, on all its pages."""
    rows, following = 0, address
    while following:
        answer = client.get(following)
        assert answer.status_code == 200, following
        rows += sum(body.count("<tr") for body in BODY.findall(answer.text))
        following = next((unescape(found[1]) for each in NEXT if (found := each.search(answer.text))), "")
    return rows


@pytest.fixture
def slug(app: Flask) -> str:
    """A demo with a requirement of every status, and suppliers who met and are approved no longer."""
    family = a_process("Metal")
    for name in ("Estampado", "Maquinado"):
        a_process(name, parent_id=family.id)
    edition = find_edition(load_demo(SMALL, password_hash="-", now=utc_now()).slug)
    assert edition is not None
    with atomic() as session:
        needs = session.query(Requirement).filter_by(edition_id=edition.id).order_by(Requirement.id).all()
        for need, status in zip(needs, RequirementStatus, strict=False):
            need.status = status
        for supplier in session.query(Supplier).filter_by(edition_id=edition.id).limit(2):
            supplier.status = SupplierStatus.SUSPENDED
    return edition.slug


def test_every_figure_is_the_number_of_rows_of_its_list(client: FlaskClient, slug: str) -> None:
    an_organiser(client)
    page = client.get(f"/{slug}/dashboard").text.partition("<main")[2]
    figures = list(figures_of(page))
    assert len(figures) > 25
    assert [label for label, address, _said in figures if address is None] == []
    found = {address: rows_behind(client, address) for _label, address, _said in figures if address}
    assert found == {address: said for _label, address, said in figures}


def test_who_may_not_open_a_list_reads_the_figure_alone(client: FlaskClient, slug: str) -> None:
    viewer = a_person()
    edition = find_edition(slug)
    a_role(viewer, Role.VIEWER, edition)
    page = sign_in(client, viewer).get(f"/{slug}/dashboard").text.partition("<main")[2]
    assert [address for _label, address, _said in figures_of(page) if address] == []
    assert client.get(f"/{slug}/dashboard/arrivals").status_code == 403


def test_arrivals_are_narrowed_by_day_gate_and_category(client: FlaskClient, slug: str) -> None:
    an_organiser(client)
    here = f"/{slug}/dashboard/arrivals"
    everybody = rows_behind(client, here)
    assert everybody == 60
    assert rows_behind(client, f"{here}?day=2001-01-01") == 0
    assert rows_behind(client, f"{here}?gate=999999") == 0
    assert rows_behind(client, f"{here}?day=no&gate=no&category=no") == everybody
