"""The PDF of a long run: drawn in the background, whoever is lost meanwhile, and only with badges that are valid."""

import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from forum.accounts.models import Person
from forum.badges.enums import Layout, Purpose, Which
from forum.badges.models import PrintFile, PrintRun
from forum.badges.queries import files_before, find_file
from forum.badges.rules import LONG_RUN
from forum.badges.rules.templates import usual_template
from forum.badges.service import (
    ask_for_file,
    draw_files,
    drop_old_files,
    file_path,
    fonts_below,
    revoke_badges,
    save_template,
    set_badge_logo,
    start_print_run,
)
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Category, Edition
from forum.jobs import run_waiting_jobs
from forum.matchmaking.models import Buyer
from forum.registration.models import Registration
from tests.builders.badges import a_desk_clerk, somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.files import a_picture
from tests.builders.meetings import a_buyer
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
        edition.id, category_id=None, which=Which.ALL, layout=Layout.A6, by=a_person().id, now=utc_now()
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
    values = {"category": "0", "which": "unprepared", "layout": "a6"}
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
    gone, _badge = somebody_with_badge(a_category(edition))
    run = start(edition)
    draw()
    address = f"/{edition.slug}/badges/print-runs/{run.id}.pdf"
    assert pages(desk, address, words_of) == LONG_RUN + 2
    with atomic():
        revoke_badges(gone.id, now=utc_now())
    prepare_again(desk, address)
    assert pages(desk, address, words_of) == LONG_RUN + 1


def prepare_again(desk: FlaskClient, address: str) -> None:
    """The PDF is not to be had; the page says so, and its button has it drawn, which asking for it alone does not."""
    page = desk.get(address, follow_redirects=True).text
    assert page.count("Los datos o la plantilla de esos gafetes cambiaron, o el PDF ya no está.") == 1
    assert page.count("Preparar otra vez") == 1
    assert desk.head(address).status_code == 303
    assert draw() == 0
    desk.post(address.replace(".pdf", "/file"))
    assert draw() == 1


def test_a_file_that_says_what_was_corrected_since_is_not_handed_out(desk: FlaskClient, edition: Edition) -> None:
    somebody = session().scalars(select(Registration).where(Registration.edition_id == edition.id)).first()
    assert somebody is not None
    person_id, category_id = somebody.person_id, somebody.category_id
    a_buyer(edition, person=session().get_one(Person, person_id), interpreter="ja")
    run = start(edition)
    draw()
    for correction in (
        update(Person).where(Person.id == person_id).values(first_surname="Corregido"),
        update(Registration).where(Registration.id == somebody.id).values(organisation="Otra"),
        update(Registration).where(Registration.id == somebody.id).values(position="Otro"),
        update(Category).where(Category.id == category_id).values(name_en="Corrected"),
        update(Category).where(Category.id == category_id).values(colour="#123456"),
        update(Buyer).where(Buyer.person_id == person_id).values(interpreter="de"),
        update(Edition).where(Edition.id == edition.id).values(venue_name="Otra sede"),
    ):
        address = f"/{edition.slug}/badges/print-runs/{run.id}.pdf"
        with desk.get(address) as answer:
            assert answer.status_code == 200
        with atomic() as current:
            current.execute(correction)
        prepare_again(desk, address)


def test_a_file_that_is_gone_can_be_prepared_again(desk: FlaskClient, edition: Edition) -> None:
    run = start(edition)
    draw()
    file_path(data_dir(), run.id).unlink()
    prepare_again(desk, f"/{edition.slug}/badges/print-runs/{run.id}.pdf")


def test_a_worker_that_ends_gives_the_file_back(desk: FlaskClient, edition: Edition) -> None:
    run = start(edition)
    answers = iter([False, True, True])
    fonts = fonts_below(current_app.static_folder)
    assert draw_files(data_dir(), fonts=fonts, clock=utc_now, is_stopping=lambda: next(answers)) == 0
    assert (state(run).claimed_at, state(run).ready_at, state(run).failed_at) == (None, None, None)
    assert [path for path in file_path(data_dir(), run.id).parent.iterdir() if path.suffix != ".pdf"] == []
    assert draw_files(data_dir(), fonts=fonts, clock=utc_now, is_stopping=lambda: True) == 0
    assert draw() == 1


def test_a_failure_after_the_claim_was_lost_is_not_told_of_the_other_one(
    desk: FlaskClient, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = start(edition)
    taken_over = utc_now() + timedelta(minutes=5)

    def lose(_ids: object) -> list[object]:
        with atomic() as current:
            current.execute(update(PrintFile).values(claimed_at=taken_over))
        raise OSError("no space left on device")

    monkeypatch.setattr("forum.badges.service.files.list_printables", lose)
    draw()
    assert (state(run).claimed_at, state(run).failed_at) == (taken_over, None)


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


def test_what_a_killed_worker_left_goes_too(app: Flask) -> None:
    folder = file_path(data_dir(), 1).parent
    old, new = folder / "tmpold", folder / "tmpnew"
    folder.mkdir(mode=0o700, exist_ok=True)
    for left in (old, new):
        left.mkdir(exist_ok=True)
        (left / "run-1.pdf").write_bytes(b"%PDF-")
    long_ago = (utc_now() - timedelta(days=8)).timestamp()
    os.utime(old, (long_ago, long_ago))
    drop_old_files(data_dir(), now=utc_now())
    assert (old.exists(), new.exists()) == (False, True)
    shutil.rmtree(new)


def test_an_old_file_that_is_asked_for_again_meanwhile_stays(app: Flask, edition: Edition) -> None:
    run = start(edition)
    draw()
    later = utc_now() + timedelta(days=8)
    stale = files_before(later)
    ask_for_file(run.id, now=later)
    with pytest.MonkeyPatch.context() as patch:  # as another worker saw it, just before
        patch.setattr("forum.badges.service.files.files_before", lambda _moment: stale)
        drop_old_files(data_dir(), now=later)
    assert (stale, file_path(data_dir(), run.id).exists(), state(run).asked_at) == ([run.id], True, later)


def test_a_run_of_another_edition_is_not_drawn(desk: FlaskClient, edition: Edition) -> None:
    other = an_edition()
    somebody_with_badge(a_category(other))
    run = start_print_run(
        other.id, category_id=None, which=Which.ALL, layout=Layout.A6, by=a_person().id, now=utc_now()
    )
    assert desk.post(f"/{edition.slug}/badges/print-runs/{run.id}/file").status_code == 404
    assert desk.application.test_client().post(f"/{other.slug}/badges/print-runs/{run.id}/file").status_code == 302


def test_a_file_drawn_by_another_template_is_not_handed_out(
    desk: FlaskClient, edition: Edition, words_of: Words
) -> None:
    run = start(edition)
    draw()
    address = f"/{edition.slug}/badges/print-runs/{run.id}.pdf"
    assert pages(desk, address, words_of) == LONG_RUN + 1
    choices = {**usual_template(Layout.LETTER_4).choices(), "zones": "B2B"}
    save_template(
        edition.id,
        purpose=Purpose.SHEET,
        category_id=None,
        layout=Layout.LETTER_4,
        choices=choices,
        by=a_person().id,
        now=utc_now(),
    )
    prepare_again(desk, address)
    assert pages(desk, address, words_of) == LONG_RUN + 1


def test_a_file_drawn_with_another_logo_is_not_handed_out(desk: FlaskClient, edition: Edition) -> None:
    run = start(edition)
    draw()
    set_badge_logo(edition.id, data=a_picture("PNG"), by=a_person().id, now=utc_now())
    prepare_again(desk, f"/{edition.slug}/badges/print-runs/{run.id}.pdf")
