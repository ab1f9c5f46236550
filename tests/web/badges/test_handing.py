"""The end of a badge's way: printed at the counter or a kiosk, handed over, with a trace."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.badges.models import Badge, Handover, Kiosk, PrintMark
from forum.badges.queries import count_badges
from forum.badges.rules import grouped_code
from forum.badges.service import reissue_badge
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.models import Edition
from forum.registration.models import Registration
from tests.builders.badges import a_desk_clerk, somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person

Holder = tuple[Registration, Badge]


@pytest.fixture
def edition(app: object) -> Edition:
    return an_edition()


@pytest.fixture
def holder(edition: Edition) -> Holder:
    return somebody_with_badge(a_category(edition))


@pytest.fixture
def desk(client: FlaskClient, edition: Edition) -> FlaskClient:
    a_desk_clerk(client, edition)
    return client


def person(edition: Edition, holder: Holder) -> str:
    return f"/{edition.slug}/badges/{holder[0].id}"


@pytest.mark.both_engines
def test_a_badge_is_handed_over_once_and_that_can_be_taken_back(
    desk: FlaskClient, edition: Edition, holder: Holder
) -> None:
    path, badge = person(edition, holder), {"badge": holder[1].id}
    for _again in range(2):
        answer = desk.post(f"{path}/handover", data=badge)
        assert (answer.status_code, answer.location) == (303, f"/{edition.slug}/badges/counter")
    assert len(session().scalars(select(Handover)).all()) == 1
    assert [count.handed for count in count_badges(edition.id)] == [1]
    page = desk.get(path).get_data(as_text=True)
    assert "Este gafete ya se entregó" in page
    assert "Quitar la entrega" in page
    desk.post(f"{path}/handover/deletion", data=badge)
    page = desk.get(path).get_data(as_text=True)
    assert "Este gafete ya se entregó" not in page
    assert "Entrega quitada" in page
    assert [count.handed for count in count_badges(edition.id)] == [0]
    desk.post(f"{path}/handover", data=badge)
    assert [row.undone_at is None for row in session().scalars(select(Handover).order_by(Handover.id))] == [False, True]


def test_a_badge_that_was_replaced_meanwhile_is_not_handed_over(
    desk: FlaskClient, edition: Edition, holder: Holder
) -> None:
    reissue_badge(holder[1].id, reason="Lo perdió", by=a_person().id, now=utc_now())
    answer = desk.post(f"{person(edition, holder)}/handover", data={"badge": holder[1].id}, follow_redirects=True)
    assert "Este gafete ya fue repuesto o cancelado." in answer.get_data(as_text=True)
    assert session().scalars(select(Handover)).all() == []


def test_the_page_for_the_browsers_printer_has_the_size_of_the_template(
    desk: FlaskClient, edition: Edition, holder: Holder
) -> None:
    page = desk.get(f"{person(edition, holder)}/label").get_data(as_text=True)
    paper = "/badge-paper/1050x1480.css"
    assert paper in page
    assert page.count('class="label__page"') == 1
    css = desk.get(paper)
    assert css.mimetype == "text/css"
    assert "size: 105mm 148mm; margin: 0;" in css.get_data(as_text=True)
    assert "size: 600mm 0.1mm" in desk.get("/badge-paper/99999x0.css").get_data(as_text=True)


def a_kiosk(desk: FlaskClient, edition: Edition) -> str:
    page = desk.post(f"/{edition.slug}/badges/kiosks", data={"name": "Entrada norte"}).get_data(as_text=True)
    start = page.index(f"/{edition.slug}/kiosk/")
    return page[start : page.index('"', start)]


def test_a_kiosk_prints_a_badge_once_and_names_nobody_without_the_code(
    desk: FlaskClient, edition: Edition, holder: Holder
) -> None:
    path = a_kiosk(desk, edition)
    kiosk = desk.application.test_client()
    given = session().get_one(Registration, holder[0].id)
    name = session().get_one(type(a_person()), given.person_id).given_names
    first = kiosk.get(path)
    assert (first.status_code, name in first.get_data(as_text=True)) == (200, False)
    answer = kiosk.post(path, data={"code": grouped_code(holder[1].code).lower()})
    assert answer.status_code == 200
    assert f"Gracias, {name}" in answer.get_data(as_text=True)
    assert "/badge-paper/1050x1480.css" in answer.get_data(as_text=True)
    assert len(session().scalars(select(PrintMark)).all()) == 1
    again = kiosk.post(path, data={"code": holder[1].code})
    assert again.status_code == 422
    assert "Su gafete ya se imprimió. Pase a la mesa de registro." in again.get_data(as_text=True)
    assert name not in again.get_data(as_text=True)
    listed = desk.get(f"/{edition.slug}/badges/kiosks").get_data(as_text=True)
    assert "Entrada norte" in listed
    assert path not in listed


def test_a_kiosk_says_what_is_wrong_with_a_code(desk: FlaskClient, edition: Edition, holder: Holder) -> None:
    path = a_kiosk(desk, edition)
    other = somebody_with_badge(a_category(an_edition()))[1]
    reissue_badge(holder[1].id, reason="Lo perdió", by=a_person().id, now=utc_now())
    kiosk = desk.application.test_client()
    for code in (holder[1].code, other.code, "0" * 20, "", "x" * 300):
        assert kiosk.post(path, data={"code": code}).status_code == 422
    assert session().scalars(select(PrintMark)).all() == []


def test_an_ended_kiosk_opens_nothing(desk: FlaskClient, edition: Edition) -> None:
    path = a_kiosk(desk, edition)
    kiosk = session().scalars(select(Kiosk)).one()
    assert desk.post(f"/{edition.slug}/badges/kiosks/{kiosk.id}/deletion").status_code == 303
    assert desk.application.test_client().get(path).status_code == 404
    assert desk.get(f"/{an_edition().slug}/kiosk/{path.rsplit('/', 1)[-1]}").status_code == 404
    assert desk.post(f"/{edition.slug}/badges/kiosks", data={"name": " "}).status_code == 422


FAKE_LP = """#!/bin/sh
printf '%s\\n' "$@" > "$LP_OUT.arguments"
cat > "$LP_OUT"
exit "${LP_FAILS:-0}"
"""


@pytest.fixture
def printer(desk: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A printer called Zebra, which keeps what it is given in a file."""
    command = tmp_path / "bin" / "lp"
    command.parent.mkdir()
    command.write_text(FAKE_LP)
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("LP_OUT", str(tmp_path / "printed.pdf"))
    settings = desk.application.config["FORO"]
    monkeypatch.setitem(desk.application.config, "FORO", replace(settings, badge_printer="Zebra"))
    return tmp_path / "printed.pdf"


def test_the_desk_prints_on_a_printer_of_this_machine(
    desk: FlaskClient, edition: Edition, holder: Holder, printer: Path
) -> None:
    path = person(edition, holder)
    assert "Imprimir en Zebra" in desk.get(f"{path}/label").get_data(as_text=True)
    assert desk.post(f"{path}/label").status_code == 303
    assert printer.read_bytes().startswith(b"%PDF")
    arguments = Path(f"{printer}.arguments").read_text().split("\n")
    assert arguments[:2] == ["-d", "Zebra"]
    assert "media=Custom.105x148mm" in arguments
    assert len(session().scalars(select(PrintMark)).all()) == 1


def test_a_printer_that_fails_is_told_and_nothing_is_marked(
    desk: FlaskClient, edition: Edition, holder: Holder, printer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_kiosk(desk, edition)
    monkeypatch.setenv("LP_FAILS", "1")
    kiosk = desk.application.test_client()
    answer = kiosk.post(path, data={"code": holder[1].code})
    assert (answer.status_code, "La impresora no tomó el gafete." in answer.get_data(as_text=True)) == (422, True)
    assert session().scalars(select(PrintMark)).all() == []
    monkeypatch.setenv("LP_FAILS", "0")
    answer = kiosk.post(path, data={"code": holder[1].code})
    assert (answer.status_code, 'class="label"' in answer.get_data(as_text=True)) == (200, False)
    assert printer.read_bytes().startswith(b"%PDF")
