"""The directory that is kept in memory answers as the database does, and lets go of what changes here at once."""

from datetime import timedelta
from itertools import product
from random import Random

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape

from forum.companies.enums import Stratum
from forum.companies.models import Certificate, Company, Site
from forum.core.blanks import Drawn, blank
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.matchmaking.enums import Mark, SupplierStatus
from forum.matchmaking.models import Supplier
from forum.matchmaking.queries.marks import get_supplier_marks
from forum.matchmaking.service import mark_supplier
from forum.meetings.queries.directory import SupplierSearch, find_supplier_ids
from forum.meetings.queries.shelved import find_shelved
from tests.builders.companies import a_capability, a_company, a_process
from tests.builders.meetings import a_requirement, a_supplier
from tests.builders.people import sign_in
from tests.web.meetings.conftest import Forum

PLACES, NAMES = ("Silao", "León"), ("Forjas Li", "Moldes Óptimos", "Troqueles 3M", "Elisa")


def names(page: str) -> list[str]:
    return [part.split("</a>")[0].split(">")[-1] for part in page.split('card__title">')[1:]]


@pytest.mark.both_engines
def test_it_finds_whom_the_database_finds(client: FlaskClient, forum: Forum) -> None:
    rng, today, buyer = Random(5), utc_now().date(), forum.buyer.id
    family = a_process("Metal")
    processes = [a_process("Forja", parent_id=family.id), a_process("Torneado", parent_id=family.id), family]
    for number in range(24):
        company = a_company(name=f"{rng.choice(NAMES)} {number}", stratum=rng.choice((None, *Stratum)))
        status = rng.choice((SupplierStatus.APPROVED,) * 5 + (SupplierStatus.REJECTED,))
        a_supplier(forum.edition, company, status=status)
        for process in rng.sample(processes, rng.randrange(3)):
            a_capability(company, process)
        with atomic() as current:
            for place in rng.sample(PLACES, rng.randrange(3)):
                current.add(Site(company_id=company.id, name="Planta", municipality=place, street=""))
            for standard in rng.sample(("iso-9001", "iatf-16949"), rng.randrange(3)):
                until = rng.choice((None, today - timedelta(days=1), today, today + timedelta(days=300)))
                going_on = rng.random() < 0.2
                row = {"company_id": company.id, "standard": standard, "valid_until": until, "in_process": going_on}
                current.add(Certificate(**row))
        if status is SupplierStatus.APPROVED and number % 3 == 0:
            mark_supplier(company.id, rng.choice(tuple(Mark)), buyer_id=buyer, by=forum.buyer.person_id, now=forum.now)
    seen = set()
    for text, process, standard, place, stratum, mark in product(
        ("", "li", "moldes opt", "3m 1"), (None, processes[0].id, family.id), (None, "iso-9001"), (None, "Silao"),
        (None, Stratum.MICRO), (None, *Mark),
    ):  # fmt: skip
        search = SupplierSearch(
            text=text, process_id=process, standard=standard, municipality=place, stratum=stratum, mark=mark
        )
        for buyer_id in (buyer, None):
            marks = {} if buyer_id is None else get_supplier_marks(buyer_id)
            found = find_shelved(forum.edition.id, search, criteria=None, marks=marks, today=today)
            plain = find_supplier_ids(forum.edition.id, search, buyer_id=buyer_id, today=today)
            assert [each.company_id for each in found] == list(plain)
            seen.add(len(plain))
    assert len(seen) > 6, "the filters find different companies"


def test_what_changes_here_is_seen_at_once(client: FlaskClient, forum: Forum) -> None:
    process = a_process("Forja de aluminio")
    wanted = a_requirement(forum.buyer, process, title="Brazo", mandatory=["iso-9001"])
    alfa, zeta = (a_supplier(forum.edition, company=a_company(name=name))[0] for name in ("Alfa", "Zeta"))
    for each in (alfa, zeta):
        a_capability(session().get_one(Company, each.company_id), process)
    sign_in(client, session().get_one(type(forum.person), forum.buyer.person_id))
    address = forum.path(f"directory?requirement={wanted.id}")

    def first() -> list[str]:
        return [each for each in names(client.get(address).text) if each in {"Alfa", "Zeta", "Zeta y Cía"}]

    assert first() == ["Alfa", "Zeta"]
    with atomic() as current:
        until = utc_now().date() + timedelta(days=900)
        row = {"company_id": zeta.company_id, "standard": "iso-9001", "body": "TÜV", "number": "1"}
        current.add(Certificate(**row, valid_until=until))
    assert first() == ["Zeta", "Alfa"]
    with atomic():
        session().get_one(Company, zeta.company_id).name = "Zeta y Cía"
    assert first() == ["Zeta y Cía", "Alfa"]
    mark_supplier(alfa.company_id, Mark.NO, buyer_id=forum.buyer.id, by=forum.buyer.person_id, now=forum.now)
    assert first() == ["Zeta y Cía"]
    with atomic():
        session().get_one(Supplier, zeta.id).status = SupplierStatus.REJECTED
    assert first() == []


def test_a_card_is_drawn_once_and_says_what_each_company_is_called(client: FlaskClient, forum: Forum) -> None:
    """Whatever it is called: like markup, or like a blank."""
    called = ["<b>\"A\" & 'B'</b>", f"Blank {blank('about')}", "987654321"]
    about = "Prensas de 80 a 400 toneladas. " * 9
    for name in called:
        a_supplier(forum.edition, company=a_company(name=name, about=about))
    sign_in(client, session().get_one(type(forum.person), forum.buyer.person_id))
    page = client.get(forum.path("directory")).text
    for name in called:
        assert page.count(str(escape(name))) == 2, "in its heading and in the label of its marks"
    assert page.count("-blank-for-") == 2, "of the company that is called so"
    assert page.count(about[:150]) == 3
    assert about not in page


def test_blanks_are_filled_once(app: Flask) -> None:
    drawn = Drawn(f'<a title="{blank("a")}">{blank("b")}{blank("a")}</a>', {blank(name): name for name in "ab"})
    assert drawn.filled(a=blank("b"), b='"<') == f'<a title="{blank("b")}">&#34;&lt;{blank("b")}</a>'
