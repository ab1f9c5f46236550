"""One badge, many desks at once: one reissues it, one prints it, and a registration never has two valid ones."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from forum.badges.enums import Layout, Which
from forum.badges.errors import BadgeAlreadyIssued, BadgeRevokedAlready, NothingToPrint, PrintedAlready
from forum.badges.models import Badge, Kiosk, PrintedBadge, ReservedCode
from forum.badges.queries.handing import find_open_kiosk
from forum.badges.service import (
    ask_for_file,
    draw_files,
    file_path,
    fonts_below,
    issue_badge,
    reissue_badge,
    start_print_run,
)
from forum.badges.service.handing import open_kiosk, take_at_kiosk
from forum.badges.service.reserving import reserve_codes
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.errors import Refusal
from tests.builders.badges import a_desk_clerk, somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person
from tests.builders.registrations import a_registration

THREADS = 16


def at_once(app: Flask, act: Callable[[], object]) -> Counter[str]:
    """The results of sixteen simultaneous tries: "done", or the code of the refusal."""
    barrier = threading.Barrier(THREADS)

    def attempt(_number: int) -> str:
        with app.app_context():
            barrier.wait()
            try:
                act()
            except Refusal as refusal:
                return refusal.code
            return "done"

    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(pool.map(attempt, range(THREADS)))


def valid_badges(registration_id: int) -> int:
    query = select(func.count()).where(Badge.registration_id == registration_id, Badge.revoked_at.is_(None))
    return session().execute(query).scalar_one()


def test_sixteen_desks_reissue_a_badge_once(own_app: Flask) -> None:
    with own_app.app_context():
        registration, badge = somebody_with_badge(a_category(an_edition()))
        clerk = a_person()

    done = at_once(own_app, lambda: reissue_badge(badge.id, reason="Lo extravió", by=clerk.id, now=utc_now()))

    assert done == {"done": 1, BadgeRevokedAlready.code: THREADS - 1}
    with own_app.app_context():
        assert valid_badges(registration.id) == 1
        assert session().scalar(select(func.count()).select_from(Badge)) == 2


def test_one_form_pressed_sixteen_times_makes_one_badge(own_app: Flask) -> None:
    """On the page of the desk: each press names the badge it showed, so that a later one finds it replaced."""
    with own_app.app_context():
        edition = an_edition()
        registration, badge = somebody_with_badge(a_category(edition))
        browser = own_app.test_client()
        a_desk_clerk(browser, edition)
        cookie = browser.get_cookie("foro")
        address = f"/{edition.slug}/badges/{registration.id}/reissues"
    assert cookie is not None
    barrier = threading.Barrier(THREADS)

    def press(_number: int) -> int:
        client = own_app.test_client()
        client.set_cookie("foro", cookie.value)
        barrier.wait()
        return client.post(address, data={"badge": badge.id, "reason": "Lo extravió"}).status_code

    with ThreadPoolExecutor(THREADS) as pool:
        answers = Counter(pool.map(press, range(THREADS)))

    assert answers == {302: 1, 422: THREADS - 1}
    with own_app.app_context():
        assert valid_badges(registration.id) == 1
        assert session().scalar(select(func.count()).select_from(Badge)) == 2


def test_sixteen_desks_print_an_unprinted_badge_once(own_app: Flask) -> None:
    with own_app.app_context():
        category = a_category(an_edition())
        _, badge = somebody_with_badge(category)
        clerk = a_person()

    done = at_once(
        own_app,
        lambda: start_print_run(
            category.edition_id, category_id=None, which=Which.UNPREPARED, layout=Layout.A6, by=clerk.id, now=utc_now()
        ),
    )

    assert done == {"done": 1, NothingToPrint.code: THREADS - 1}
    with own_app.app_context():
        assert session().scalars(select(PrintedBadge.badge_id)).all() == [badge.id]


def test_sixteen_approvals_issue_one_badge(own_app: Flask) -> None:
    with own_app.app_context():
        registration = a_registration(a_category(an_edition()))

    def issue() -> None:
        with atomic():
            issue_badge(registration.id, now=utc_now())

    done = at_once(own_app, issue)

    assert done == {"done": 1, BadgeAlreadyIssued.code: THREADS - 1}
    with own_app.app_context():
        assert valid_badges(registration.id) == 1


def test_many_workers_draw_a_file_once(own_app: Flask, tmp_path: Path) -> None:
    with own_app.app_context():
        category = a_category(an_edition())
        for _ in range(3):
            somebody_with_badge(category)
        run = start_print_run(
            category.edition_id,
            category_id=None,
            which=Which.UNPREPARED,
            layout=Layout.A6,
            by=a_person().id,
            now=utc_now(),
        )
        ask_for_file(run.id, now=utc_now())
        fonts = fonts_below(own_app.static_folder)
    barrier = threading.Barrier(4)

    def work(_number: int) -> int:
        with own_app.app_context():
            barrier.wait()
            return draw_files(tmp_path, fonts=fonts, clock=utc_now)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(work, range(4))) == [0, 0, 0, 1]
    assert file_path(tmp_path, run.id).read_bytes().startswith(b"%PDF-")


def test_sixteen_kiosks_print_a_badge_once(own_app: Flask) -> None:
    with own_app.app_context():
        edition = an_edition()
        _, badge = somebody_with_badge(a_category(edition))
        token = open_kiosk(edition.id, name="Entrada norte", by=a_person().id, now=utc_now()).token
        code, edition_id = badge.code, edition.id

    def take() -> None:
        kiosk = find_open_kiosk(token, edition_id=edition_id)
        assert kiosk is not None
        take_at_kiosk(code, kiosk=kiosk, now=utc_now())

    assert at_once(own_app, take) == {"done": 1, PrintedAlready.code: THREADS - 1}
    with own_app.app_context():
        assert session().scalar(select(Kiosk.printed)) == 1


def test_a_device_that_asks_sixteen_times_at_once_holds_each_code_once(own_app: Flask) -> None:
    with own_app.app_context():
        category, by = a_category(an_edition()), a_person().id
        edition_id = category.edition_id
    held: list[dict[int, list[str]]] = []
    told = at_once(
        own_app,
        lambda: held.append(reserve_codes(edition_id, device="web-1", count=5, by=by, now=utc_now())),
    )
    assert told == {"done": THREADS}
    assert all(each == held[0] for each in held)
    with own_app.app_context():
        assert session().scalar(select(func.count()).select_from(ReservedCode)) == 5
