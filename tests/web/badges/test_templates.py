"""The organiser chooses how badges look, sees it before it is saved, and what is printed obeys."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.badges.enums import Layout
from forum.badges.models import BadgeTemplate, BadgeTemplateEvent, PrintRun
from forum.badges.rules.templates import usual_template
from forum.badges.service.previews import NO_CODE
from forum.core.database import session
from forum.editions.models import Category, Edition
from tests.builders.badges import a_desk_clerk, somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.files import a_picture
from tests.builders.people import a_person, a_role, sign_in

Words = Callable[[bytes], list[str]]
PLAIN = {
    "shown": "a6",
    "layout": "a6",
    "pieces": ["event", "organisation", "band"],
    "first": "name",
    "ink": "colour",
    "margin": "8",
    "name": "54",
    "symbol": "38",
    "zones": "Zona B2B",
    "note": "",
}

pytestmark = pytest.mark.both_engines  # which template is whose, and what is in the database: tested by these alone


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition()


@pytest.fixture
def category(edition: Edition) -> Category:
    return a_category(edition)


@pytest.fixture
def organiser(client: FlaskClient, edition: Edition) -> FlaskClient:
    """The browser of an organiser."""
    person = a_person(given_names="Rosa", first_surname="Ibarra", second_surname=None)
    a_role(person, Role.ORGANISER, edition)
    sign_in(client, person)
    return client


def address(edition: Edition, purpose: str, category: Category | None = None) -> str:
    return f"/{edition.slug}/badges/templates/{purpose}/{category.id if category else 0}"


def save(client: FlaskClient, to: str, **choices: object) -> None:
    answer = client.post(to, data={**PLAIN, **choices})
    assert answer.status_code == 303, answer.text


def size(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in millimetres."""
    boxes = re.findall(rb"/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    return [(round(float(wide) / 72 * 25.4), round(float(high) / 72 * 25.4)) for wide, high in boxes]


def value_of(field: str, page: str) -> str:
    """What a hidden field of a page holds."""
    (tag,) = re.findall(rf'<input[^>]*name="{field}"[^>]*>', page)
    (value,) = re.findall(r'value="([^"]*)"', tag)
    return str(value)


def run_of(client: FlaskClient, edition: Edition, layout: str = "template") -> bytes:
    """The PDF of a run of all badges."""
    client.post(f"/{edition.slug}/badges", data={"category": "0", "which": "all", "layout": layout})
    run = session().scalars(select(PrintRun).order_by(PrintRun.id.desc()).limit(1)).one()
    return client.get(f"/{edition.slug}/badges/print-runs/{run.id}.pdf").data


def test_each_purpose_prints_by_its_template(
    organiser: FlaskClient, edition: Edition, category: Category, words_of: Words
) -> None:
    registration, _badge = somebody_with_badge(category)
    counter = f"/{edition.slug}/badges/{registration.id}/badge.pdf"
    assert size(organiser.get(counter).data) == [(105, 148)]

    save(organiser, address(edition, "counter"), layout="label-62x100")
    save(organiser, address(edition, "sheet"), layout="a6-duplex")

    label = organiser.get(counter).data
    assert size(label) == [(62, 100)]
    assert "ZonaB2B" in words_of(label)[0]
    assert size(run_of(organiser, edition)) == [(105, 148), (105, 148)]
    assert size(run_of(organiser, edition, "letter-4")) == [(216, 279)]


def test_a_category_has_its_own_and_a_run_holds_both(
    organiser: FlaskClient, edition: Edition, category: Category
) -> None:
    press = a_category(edition, position=9)
    somebody_with_badge(category)
    somebody_with_badge(press)
    save(organiser, address(edition, "sheet"))
    save(organiser, address(edition, "sheet", press), layout="card", zones="")
    assert size(run_of(organiser, edition)) == [(105, 148), (86, 54)]

    page = organiser.get(f"/{edition.slug}/badges/templates").text
    assert [page.count(tag) for tag in ("Cambiada", "Propia", "De fábrica")] == [1, 1, 2]
    organiser.post(address(edition, "sheet", press) + "/deletion")
    assert size(run_of(organiser, edition)) == [(105, 148), (105, 148)]


def test_another_layout_takes_its_usual_sizes_and_ink(organiser: FlaskClient, edition: Edition) -> None:
    save(organiser, address(edition, "counter"), layout="roll", margin="8", width="")
    (row,) = session().scalars(select(BadgeTemplate))
    assert {name: row.choices[name] for name in ("margin", "width", "ink", "zones")} == {
        "margin": 3,
        "width": 62,
        "ink": "black",
        "zones": "Zona B2B",
    }


def test_what_does_not_fit_is_refused_and_nothing_typed_is_lost(organiser: FlaskClient, edition: Edition) -> None:
    answer = organiser.post(address(edition, "sheet"), data={**PLAIN, "symbol": "20", "note": "No se transfiere"})
    assert answer.status_code == 422
    assert answer.text.count("Escriba un código QR de 25 a 45 mm.") == 2  # above the form and at the field
    assert 'value="No se transfiere"' in answer.text
    assert session().scalars(select(BadgeTemplate)).all() == []


def test_what_is_looked_at_is_drawn_and_not_saved(
    organiser: FlaskClient, edition: Edition, category: Category, words_of: Words
) -> None:
    _registration, badge = somebody_with_badge(category, a_person(given_names="Ximena", first_surname="Zea"))
    looked = organiser.post(address(edition, "sheet"), data={**PLAIN, "look": "typed"}, headers={"HX-Request": "true"})
    assert [looked.status_code, "<html" in looked.text, "HX-Retarget" in looked.headers] == [200, False, False]
    pictures = re.findall(r'src="([^"]+preview\.svg[^"]+)"', looked.text)
    documents = re.findall(r'href="([^"]+preview\.pdf[^"]+)"', looked.text)
    assert len(pictures) == len(documents) == 3
    picture = organiser.get(pictures[0].replace("&amp;", "&"))
    assert (picture.mimetype, "<title>Ximena</title>" in picture.text) == ("image/svg+xml", True)
    (words,) = words_of(organiser.get(documents[0].replace("&amp;", "&")).data)
    assert ("XimenaZea" in words, "ZonaB2B" in words, badge.code in words) == (True, True, False)
    assert session().scalars(select(BadgeTemplate)).all() == []

    other = organiser.post(
        address(edition, "sheet"), data={**PLAIN, "layout": "card", "look": "typed"}, headers={"HX-Request": "true"}
    )
    assert (other.headers["HX-Retarget"], 'value="26"' in other.text) == ("#editor", True)


@pytest.mark.parametrize("layout", ["a6", "card"])
def test_looking_does_not_hide_what_somebody_else_saved_meanwhile(
    organiser: FlaskClient, edition: Edition, layout: str
) -> None:
    to = address(edition, "sheet")
    seen = value_of("seen", organiser.get(to).text)
    save(organiser, to, zones="La de otra persona")

    looked = organiser.post(to, data={**PLAIN, "layout": layout, "seen": seen, "look": "typed"})
    usual = usual_template(Layout(layout))
    sizes = {name: str(getattr(usual, name)) for name in ("name", "symbol", "margin")}
    typed = {**PLAIN, "shown": layout, "layout": layout, **sizes}
    saved = organiser.post(to, data={**typed, "zones": "La mía", "seen": value_of("seen", looked.text)})

    assert saved.status_code == 422
    assert "ahora es «La de otra persona»" in saved.text
    assert session().scalars(select(BadgeTemplate)).one().choices["zones"] == "La de otra persona"
    assert (
        organiser.post(to, data={**typed, "zones": "La mía", "seen": value_of("seen", saved.text)}).status_code == 303
    )


@pytest.mark.parametrize("count", [1, 4])
def test_what_is_looked_at_takes_the_same_statements_for_one_and_four(
    organiser: FlaskClient, edition: Edition, category: Category, statements: list[str], count: int
) -> None:
    ids = [somebody_with_badge(category)[1].id for _ in range(count)]
    statements.clear()
    assert organiser.get(address(edition, "counter")).text.count("preview.svg") == 3
    assert len(statements) == 7  # edition, who asks, templates, logo, days of categories, bins, the three badges
    statements.clear()
    pdf = organiser.get(address(edition, "counter") + "/preview.pdf", query_string={"badge": ids}).data
    assert size(pdf) == [(105, 148)] * count
    assert len(statements) == 7  # edition, who asks, templates, logo, days of categories, bins, the badges


def test_the_badge_that_is_looked_at_stays_until_another_is_asked_for(
    organiser: FlaskClient, edition: Edition, category: Category
) -> None:
    names = ("Maximiliana", "Ana", "Berta", "Carla", "Delia")
    people = [somebody_with_badge(category, a_person(given_names=name))[1].id for name in names]
    for random in people[2:]:
        page = organiser.post(address(edition, "sheet"), data={**PLAIN, "look": "typed", "random": str(random)}).text
        shown = [int(each) for each in re.findall(r"preview\.svg\?[^\"]*badge=(\d+)", page)]
        assert shown == [people[0], people[1], random]


def test_a_badge_of_another_edition_is_not_looked_at(organiser: FlaskClient, edition: Edition, words_of: Words) -> None:
    _elsewhere, badge = somebody_with_badge(a_category(an_edition()), a_person(given_names="Ximena"))
    (words,) = words_of(organiser.get(address(edition, "sheet") + f"/preview.pdf?badge={badge.id}").data)
    assert "Ximena" not in words


def test_without_badges_the_parts_are_named(organiser: FlaskClient, edition: Edition, words_of: Words) -> None:
    (words,) = words_of(organiser.get(address(edition, "counter") + "/preview.pdf").data)
    assert "NombresApellidos" in words
    assert NO_CODE in words


def test_a_logo_is_put_on_badges_and_taken_off(organiser: FlaskClient, edition: Edition, category: Category) -> None:
    somebody_with_badge(category)
    page = f"/{edition.slug}/badges/templates"
    bad = organiser.post(page, data={"logo": (BytesIO(b"<svg/>"), "logo.svg")})
    assert bad.status_code == 422
    organiser.post(page, data={"logo": (BytesIO(a_picture("PNG")), "logo.png")})
    assert run_of(organiser, edition).count(b"/Subtype /Image") >= 1
    organiser.post(page + "/logo/deletion")
    assert run_of(organiser, edition).count(b"/Subtype /Image") == 0
    changes = session().scalars(select(BadgeTemplateEvent.change).order_by(BadgeTemplateEvent.id))
    assert [change.value for change in changes] == ["logo", "logo_removed"]
    assert "Logotipo quitado" in organiser.get(page).text


def test_the_history_names_the_category_and_the_latest_changes(organiser: FlaskClient, edition: Edition) -> None:
    press = a_category(edition, name_es="Prensa")
    save(organiser, address(edition, "sheet", press))
    save(organiser, address(edition, "counter"))
    page = f"/{edition.slug}/badges/templates"
    notes = re.findall(r'event__note">([^<]+)<', organiser.get(page).text)
    assert notes == ["En la mesa de registro", "En lote · Prensa"]
    for _ in range(9):
        save(organiser, address(edition, "counter"))
    assert re.findall(r'event__note">([^<]+)<', organiser.get(page).text) == ["En la mesa de registro"] * 10


def test_the_desk_prints_and_does_not_choose(client: FlaskClient, edition: Edition) -> None:
    a_desk_clerk(client, edition)
    assert "badges/templates" not in client.get(f"/{edition.slug}/badges").text
    assert client.get(f"/{edition.slug}/badges/templates").status_code == 403
    assert client.post(address(edition, "sheet"), data=PLAIN).status_code == 403


def test_a_category_of_another_edition_is_not_found(organiser: FlaskClient, edition: Edition) -> None:
    elsewhere = a_category(an_edition())
    assert organiser.get(address(edition, "sheet", elsewhere)).status_code == 404
    assert organiser.get(address(edition, "poster")).status_code == 404
