"""A PDF that was prepared is not on paper: somebody says that it is, may take it back, and both stay on record."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from forum.badges.enums import Layout, Which
from forum.badges.models import Badge, PrintMark, PrintRun
from forum.badges.queries import count_badges
from forum.badges.queries.runs import LATEST_RUNS
from forum.badges.service import mark_as_printed, reissue_badge, start_print_run
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Edition
from tests.builders.badges import a_desk_clerk, somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person

pytestmark = pytest.mark.both_engines  # which badges are printed: tested by these pages alone


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition()


@pytest.fixture
def desk(client: FlaskClient, edition: Edition) -> FlaskClient:
    """The browser of the registration desk: Rosa Ibarra."""
    a_desk_clerk(client, edition)
    return client


def a_run(edition: Edition, which: Which = Which.UNPREPARED) -> PrintRun:
    return start_print_run(edition.id, category_id=None, which=which, layout=Layout.A6, by=a_person().id, now=utc_now())


def counted(edition: Edition) -> list[tuple[int, int, int, int]]:
    """Of each category: valid badges, those to be prepared, prepared, printed."""
    session().rollback()
    return [(count.badges, count.unprepared, count.prepared, count.printed) for count in count_badges(edition.id)]


def tiles(page: str) -> list[str]:
    """The numbers at the top of the desk, each with what it is of."""
    found = re.findall(r'stat__label">([^<]+)</p>\s*<p class="stat__value">(\d+)', page)
    return [f"{label} {number}" for label, number in found]


def test_a_prepared_run_is_printed_once_somebody_says_so_and_no_more_once_taken_back(
    desk: FlaskClient, edition: Edition
) -> None:
    category = a_category(edition)
    for _ in range(2):
        somebody_with_badge(category)
    run = a_run(edition)
    somebody_with_badge(category)
    address = f"/{edition.slug}/badges"
    assert counted(edition) == [(3, 1, 2, 0)]
    assert tiles(desk.get(address).text) == [
        "Vigentes 3",
        "Por preparar 1",
        "Por imprimir 2",
        "Impresos 0",
        "Entregados 0",
    ]

    printed = desk.post(f"{address}/print-runs/{run.id}/mark", follow_redirects=True).text

    assert "Marcamos esa impresión" in printed
    assert tiles(printed) == ["Vigentes 3", "Por preparar 1", "Por imprimir 0", "Impresos 2", "Entregados 0"]
    assert [printed.count(text) for text in ("· Rosa Ibarra", "Marcar como impresa", "Historia")] == [1, 0, 0]

    undone = desk.post(f"{address}/print-runs/{run.id}/mark/deletion", follow_redirects=True).text

    assert counted(edition) == [(3, 1, 2, 0)]
    assert [undone.count(text) for text in ("· Rosa Ibarra", "Marcar como impresa", "Historia<")] == [2, 1, 1]
    english = desk.get(address, headers={"Accept-Language": "en"}).text
    assert [english.count(text) for text in ("Mark as printed", "Printed mark removed")] == [1, 1]


def test_said_twice_it_is_on_record_once(desk: FlaskClient, edition: Edition) -> None:
    somebody_with_badge(a_category(edition))
    address = f"/{edition.slug}/badges/print-runs/{a_run(edition).id}/mark"
    for path in (address, address, f"{address}/deletion", f"{address}/deletion", address):
        assert desk.post(path).status_code == 303
    session().rollback()
    marks = session().scalars(select(PrintMark).order_by(PrintMark.id)).all()
    assert [(mark.by_id is None, mark.undone_at is None, mark.undone_by_id is None) for mark in marks] == [
        (False, False, False),
        (False, True, True),
    ]


def test_a_run_takes_what_is_not_prepared_what_is_not_printed_or_all(edition: Edition) -> None:
    category = a_category(edition)
    clerk = a_person()
    somebody_with_badge(category)
    mark_as_printed(a_run(edition).id, edition_id=edition.id, by=clerk.id, now=utc_now())
    somebody_with_badge(category)
    a_run(edition)
    somebody_with_badge(category)
    assert [a_run(edition, which).badges for which in (Which.UNPRINTED, Which.ALL)] == [2, 3]
    somebody_with_badge(category)
    assert a_run(edition, Which.UNPREPARED).badges == 1


def test_a_badge_that_replaces_a_printed_one_is_to_be_printed(edition: Edition) -> None:
    _registration, badge = somebody_with_badge(a_category(edition))
    clerk = a_person()
    mark_as_printed(a_run(edition).id, edition_id=edition.id, by=clerk.id, now=utc_now())
    assert counted(edition) == [(1, 0, 0, 1)]
    reissue_badge(badge.id, reason="Lo extravió", by=clerk.id, now=utc_now())
    assert counted(edition) == [(1, 1, 0, 0)]


def test_a_run_that_nobody_printed_stays_in_the_list(desk: FlaskClient, edition: Edition) -> None:
    somebody_with_badge(a_category(edition))
    first = a_run(edition)
    clerk = a_person()
    printed = [a_run(edition, Which.ALL) for _ in range(LATEST_RUNS + 1)]
    for run in printed:
        mark_as_printed(run.id, edition_id=edition.id, by=clerk.id, now=utc_now())
    page = desk.get(f"/{edition.slug}/badges").text
    assert [f'id="run-{run.id}"' in page for run in (first, printed[0], printed[1])] == [True, False, True]


def test_a_run_that_is_still_drawn_cannot_be_marked_on_the_page(desk: FlaskClient, edition: Edition) -> None:
    somebody_with_badge(a_category(edition))
    run = a_run(edition)
    with atomic() as current:
        current.execute(update(PrintRun).where(PrintRun.id == run.id).values(badges=100))
    desk.post(f"/{edition.slug}/badges/print-runs/{run.id}/file")
    assert "Marcar como impresa" not in desk.get(f"/{edition.slug}/badges").text


def test_a_badge_printed_at_the_desk_is_marked_on_its_person(desk: FlaskClient, edition: Edition) -> None:
    registration, badge = somebody_with_badge(a_category(edition))
    address = f"/{edition.slug}/badges/{registration.id}"
    assert "Por preparar" in desk.get(address).text
    for _ in range(2):  # pressed twice
        marked = desk.post(f"{address}/mark", data={"badge": badge.id}, follow_redirects=True).text
    assert [text in marked for text in ("Marcamos el gafete como impreso.", "Marcar como impreso")] == [True, False]
    assert counted(edition) == [(1, 0, 0, 1)]
    assert session().scalars(select(PrintRun.badges)).all() == [1]

    undone = desk.post(f"{address}/mark/deletion", data={"badge": badge.id}, follow_redirects=True).text

    assert counted(edition) == [(1, 0, 1, 0)]
    order = [
        undone.index(text) for text in ("Marca de impreso quitada", ">Impreso<", "Preparado para imprimir", "Emitido:")
    ]
    assert order == sorted(order)


def test_the_mark_of_many_is_not_taken_back_on_one_person(desk: FlaskClient, edition: Edition) -> None:
    category = a_category(edition)
    registration, badge = somebody_with_badge(category)
    somebody_with_badge(category)
    mark_as_printed(a_run(edition).id, edition_id=edition.id, by=a_person().id, now=utc_now())
    address = f"/{edition.slug}/badges/{registration.id}"
    assert "Quitar la marca" not in desk.get(address).text
    desk.post(f"{address}/mark/deletion", data={"badge": badge.id})
    assert counted(edition) == [(2, 0, 0, 2)]


def test_a_badge_that_was_replaced_meanwhile_is_not_marked(desk: FlaskClient, edition: Edition) -> None:
    registration, badge = somebody_with_badge(a_category(edition))
    reissue_badge(badge.id, reason="Lo extravió", by=a_person().id, now=utc_now())
    answer = desk.post(f"/{edition.slug}/badges/{registration.id}/mark", data={"badge": badge.id})
    assert answer.status_code != 200
    assert session().scalars(select(PrintMark)).all() == []


@pytest.mark.parametrize("path", ["print-runs/{run}/mark", "print-runs/{run}/mark/deletion", "{person}/mark"])
def test_what_is_of_another_edition_is_not_marked(
    desk: FlaskClient, edition: Edition, path: str, own_path: Callable[[Edition, str], str]
) -> None:
    other = an_edition()
    somebody_with_badge(a_category(other))
    mark_as_printed(a_run(other).id, edition_id=other.id, by=a_person().id, now=utc_now())
    badge = session().scalars(select(Badge)).one()
    assert desk.post(own_path(edition, path), data={"badge": badge.id}).status_code == 404
    stranger = desk.application.test_client()
    assert stranger.post(own_path(other, path), data={"badge": badge.id}).status_code == 302
    session().rollback()
    assert [mark.undone_at for mark in session().scalars(select(PrintMark))] == [None]


@pytest.fixture
def own_path(app: Flask) -> Callable[[Edition, str], str]:
    """An address in an edition, of the only run and the only person there are."""

    def built(edition: Edition, path: str) -> str:
        run = session().scalars(select(PrintRun.id)).one()
        person = session().scalars(select(Badge.registration_id)).one()
        return f"/{edition.slug}/badges/{path.format(run=run, person=person)}"

    return built


@pytest.mark.parametrize("count", [1, 3])
def test_a_persons_page_takes_the_same_statements_for_one_and_three_badges(
    desk: FlaskClient, edition: Edition, statements: list[str], count: int
) -> None:
    registration, badge = somebody_with_badge(a_category(edition))
    for _ in range(count):
        a_run(edition)
        badge = reissue_badge(badge.id, reason="Lo extravió", by=a_person().id, now=utc_now())
    statements.clear()
    assert desk.get(f"/{edition.slug}/badges/{registration.id}").text.count("Emitido: ") == count + 1
    assert len(statements) == 8  # edition, who asks, person, badges, their runs (which, each, marks), handovers


def test_printing_again_is_warned_of(desk: FlaskClient, edition: Edition) -> None:
    registration, _badge = somebody_with_badge(a_category(edition))
    somebody_with_badge(a_category(edition))
    page, address = f"/{edition.slug}/badges/{registration.id}", f"/{edition.slug}/badges"
    assert "Este gafete ya se imprimió" not in desk.get(page).text
    mark_as_printed(a_run(edition).id, edition_id=edition.id, by=a_person().id, now=utc_now())

    assert "Este gafete ya se imprimió" in desk.get(page).text
    choice = {"category": str(registration.category_id), "which": "all", "layout": "a6"}
    again = desk.post(address, data=choice, follow_redirects=True).text
    assert "1 de ellos ya está marcado como impreso: saldrá otra vez." in again
