"""The journey of the forum, from an empty program to a scanned badge and an agenda in the calendar, in chapters."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.journey import (
    accounts,
    agendas,
    business,
    door,
    exhibitors,
    keyboard,
    organiser,
    visitors,
    waiting,
)
from tests.browser.journey.stage import Stage

pytestmark = pytest.mark.browser


def organiser_sets_the_edition_up(stage: Stage) -> None:
    organiser.sign_in_first(stage)
    organiser.create_edition(stage)
    organiser.describe_edition(stage)
    organiser.add_halls(stage)
    organiser.generate_slots(stage)
    organiser.add_category(stage)
    organiser.publish(stage)
    organiser.add_stands(stage)
    organiser.add_code(stage)
    organiser.add_gate(stage)


def visitors_register_on_their_phones(stage: Stage) -> None:
    visitors.register_with_mistakes(stage)
    visitors.open_registration(stage)
    visitors.correct_and_register_twice(stage)
    visitors.wait_for_the_place(stage)
    visitors.give_the_place_back(stage)


def company_exhibits(stage: Stage) -> None:
    exhibitors.register_company(stage)
    exhibitors.complete_profile(stage)
    exhibitors.choose_stand(stage)
    exhibitors.approve_application(stage)
    exhibitors.give_staff_badges(stage)
    exhibitors.invite_colleague(stage)


def buyer_and_supplier_meet(stage: Stage) -> None:
    business.invite_buyer(stage)
    business.accept_and_mark_hours(stage)
    business.publish_requirements(stage)
    business.approve_supplier(stage)
    business.search_and_request(stage)
    business.accept_request(stage)
    business.decline_request(stage)
    business.move_meeting(stage)
    business.cancel_meeting(stage)


def agenda_goes_into_the_calendar(stage: Stage) -> None:
    agendas.read_agenda(stage)
    agendas.download_calendar(stage)
    agendas.subscribe(stage)


def a_place_becomes_free(stage: Stage) -> None:
    waiting.put_on_the_list(stage)
    waiting.take_what_became_free(stage)


def badges_open_the_door(stage: Stage, launch: Callable[..., Browser], tmp_path: Path) -> None:
    door.print_badges(stage)
    door.invite_steward(stage)
    seeing = door.eyes_on(visitors.download_badge(stage, tmp_path), launch)
    door.sign_in_at_the_door(stage, seeing)
    door.read_with_the_camera(stage)
    door.read_otherwise(stage)
    door.read_the_counts(stage)
    seeing.close()


def language_password_and_sessions(stage: Stage) -> None:
    accounts.read_in_english(stage)
    accounts.set_a_password(stage)
    accounts.sign_in_with_it(stage)
    accounts.revoke_the_other_session(stage)


def every_page_by_keyboard(stage: Stage) -> None:
    assert keyboard.unreached(stage) == []
    assert len(stage.seen) > 60


def test_the_whole_journey(stage: Stage, launch: Callable[..., Browser], tmp_path: Path) -> None:
    """One story in one program: a chapter lives on what the chapters before it did."""
    organiser_sets_the_edition_up(stage)
    visitors_register_on_their_phones(stage)
    company_exhibits(stage)
    buyer_and_supplier_meet(stage)
    agenda_goes_into_the_calendar(stage)
    a_place_becomes_free(stage)
    badges_open_the_door(stage, launch, tmp_path)
    language_password_and_sessions(stage)
    every_page_by_keyboard(stage)
