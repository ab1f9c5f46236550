"""The PDF of a long run: drawn in the background, whoever is lost meanwhile, and only with badges that are valid."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from forum.badges.enums import Layout
from forum.badges.models import PrintedBadge, PrintFile, PrintRun
from forum.badges.queries import find_file
from forum.badges.rules import LONG_RUN
from forum.badges.service import (
    ask_for_file,
    draw_files,
    drop_old_files,
    file_path,
    fonts_below,
    revoke_badges,
    start_print_run,
)
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Edition
from forum.jobs import run_waiting_jobs
from tests.builders.badges import a_desk_clerk, somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person

Words = Callable[[bytes], list[str]]

pytestmark = pytest.mark.both_engines  # the work is rows: tested by these pages alone


@pytest.fixture
def edition(app: Flask) -> Edition:
    """An edition with a badge more than a page draws at once."""
    edition = an_edition()
    category = a_category(edition)
    for _ in range(LONG_RUN + 1):
        somebody_with_badge(category)
    return edition


@pytest.fixture
def desk(client: FlaskClient, edition: Edition) -> FlaskClient:
    """The browser of the registration desk."""
    a_desk_clerk(client, edition)
    return client


def start(edition: Edition, *, asked_at: datetime | None = None) -> PrintRun:
    run = start_print_run(
        edition.id, category_id=None, unprinted=False, layout=Layout.A6, by=a_person().id, now=utc_now()
    )
    ask_for_file(run.id, now=asked_at or utc_now())
    return run


def draw(now: datetime | None = None) -> int:
    clock = utc_now if now is None else lambda: now
    return draw_files(data_dir(), fonts=fonts_below(current_app.static_folder), clock=clock)


def data_dir() -> Path:
    folder: Path = current_app.config["FORO"].data_dir
    return folder


def pages(desk: FlaskClient, address: str, words_of: Words) -> int:
    """How many pages the PDF at an address has."""
    with desk.get(address) as answer:
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        return len(words_of(answer.data))


def state(run: PrintRun) -> PrintFile:
    session().rollback()
    file = find_file(run.id)
    assert file is not None
    return file


def test_a_long_run_is_drawn_by_a_worker_and_downloaded(desk: FlaskClient, edition: Edition, words_of: Words) -> None:
    values = {"category": "0", "which": "unprinted", "layout": "a6"}
    page = desk.post(f"/{edition.slug}/badges", data=values, follow_redirects=True).text
    assert f"Preparamos el PDF de {LONG_RUN + 1} gafetes." in page
    assert "En espera de prepararse" in page
    assert 'hx-trigger="every 2s"' in page
    run = session().scalars(select(PrintRun)).one()

    run_waiting_jobs()

    page = desk.get(f"/{edition.slug}/badges?runs=1", headers={"HX-Request": "true"}).text
    assert ["Preparado: " in page, "hx-trigger" in page, "<html" in page] == [True, False, False]
    address = f"/{edition.slug}/badges/print-runs/{run.id}.pdf"
    assert pages(desk, address, words_of) == LONG_RUN + 1
    with desk.get(address) as answer:
        assert f"gafetes-{edition.slug}-{run.id}.pdf" in answer.headers["Content-Disposition"]
    assert file_path(data_dir(), run.id).parent.stat().st_mode & 0o777 == 0o700


def test_progress_is_shown_and_a_lost_worker_is_replaced(desk: FlaskClient, edition: Edition) -> None:
    run = start(edition)
    begin = utc_now()
    with atomic() as current:  # as a worker leaves it that was killed
        current.execute(update(PrintFile).values(claimed_at=begin, drawn=20))
    page = desk.get(f"/{edition.slug}/badges").text
    assert f"Preparando: 20 de {LONG_RUN + 1}" in page
    assert "Descargar sin esperar" not in page

    assert draw(begin + timedelta(seconds=50)) == 0
    assert draw(begin + timedelta(seconds=70)) == 1
    assert state(run).ready_at == begin + timedelta(seconds=70)


def test_without_a_worker_it_can_be_had_all_the_same(desk: FlaskClient, edition: Edition, words_of: Words) -> None:
    run = start(edition, asked_at=utc_now() - timedelta(minutes=2))
    assert "Descargar sin esperar" in desk.get(f"/{edition.slug}/badges").text
    assert pages(desk, f"/{edition.slug}/badges/print-runs/{run.id}.pdf?now=1", words_of) == LONG_RUN + 1


def test_a_file_with_a_revoked_badge_is_not_handed_out(desk: FlaskClient, edition: Edition, words_of: Words) -> None:
    run = start(edition)
    draw()
    gone, _badge = somebody_with_badge(a_category(edition))
    with atomic() as current:
        current.add(PrintedBadge(run_id=run.id, badge_id=_badge.id))
    draw()
    address = f"/{edition.slug}/badges/print-runs/{run.id}.pdf"
    assert "Los gafetes de ese PDF cambiaron." in desk.get(address, follow_redirects=True).text
    draw()
    assert pages(desk, address, words_of) == LONG_RUN + 2
    with atomic():
        revoke_badges(gone.id, now=utc_now())
    assert desk.get(address).status_code == 303
    draw()
    assert pages(desk, address, words_of) == LONG_RUN + 1


def test_asked_twice_it_is_drawn_once_and_again_when_wished(desk: FlaskClient, edition: Edition) -> None:
    run = start(edition)
    again = f"/{edition.slug}/badges/print-runs/{run.id}/file"
    assert desk.post(again).status_code == 303
    assert draw() == 1
    assert draw() == 0
    first = state(run).ready_at
    desk.post(again)
    assert draw() == 1
    assert first is not None
    ready = state(run).ready_at
    assert ready is not None
    assert ready > first


def test_a_file_that_cannot_be_drawn_says_so_and_holds_up_no_other(desk: FlaskClient, edition: Edition) -> None:
    broken, whole = start(edition), start(edition)
    with atomic() as current:
        current.execute(update(PrintRun).where(PrintRun.id == broken.id).values(layout="papyrus"))
    draw()
    assert (state(broken).failed_at is None, state(whole).ready_at is None) == (False, False)
    with atomic() as current:
        current.execute(update(PrintRun).where(PrintRun.id == broken.id).values(layout="a6"))
    page = desk.get(f"/{edition.slug}/badges").text
    assert page.count("No se pudo preparar.") == 1
    desk.post(f"/{edition.slug}/badges/print-runs/{broken.id}/file")
    assert draw() == 1


def test_old_files_go(app: Flask, edition: Edition) -> None:
    run = start(edition)
    draw()
    drop_old_files(data_dir(), now=utc_now() + timedelta(days=6))
    assert file_path(data_dir(), run.id).exists()
    drop_old_files(data_dir(), now=utc_now() + timedelta(days=8))
    assert not file_path(data_dir(), run.id).exists()
    assert session().scalar(select(func.count()).select_from(PrintFile)) == 0


def test_a_run_of_another_edition_is_not_drawn(desk: FlaskClient, edition: Edition) -> None:
    other = an_edition()
    somebody_with_badge(a_category(other))
    run = start_print_run(
        other.id, category_id=None, unprinted=False, layout=Layout.A6, by=a_person().id, now=utc_now()
    )
    assert desk.post(f"/{edition.slug}/badges/print-runs/{run.id}/file").status_code == 404
    assert desk.application.test_client().post(f"/{other.slug}/badges/print-runs/{run.id}/file").status_code == 302
