"""What came of a meeting, said on a phone: six taps and an amount, one meeting after the other; without script too."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from forum.core.database import session
from forum.editions.models import Edition
from forum.matchmaking.enums import Currency, Side
from forum.meetings.models import Meeting
from forum.outcomes.enums import Horizon, NextStep
from forum.outcomes.models import MeetingOutcome
from forum.outcomes.queries import find_outcome
from tests.browser.conftest import Complaints, serious_faults
from tests.builders.agendas import Desk
from tests.builders.editions import an_edition
from tests.builders.outcomes import is_over, outcomes_link

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
MOST_TAPS = 6


@pytest.fixture
def over(live_app: Flask) -> tuple[Edition, Desk, list[Meeting]]:
    """Two meetings of a buyer that are over."""
    edition = an_edition()
    desk = Desk(edition, 5)
    meetings = [desk.meet(desk.slots[0]), desk.meet(desk.slots[1], supplier="Plásticos del Norte")]
    is_over(edition)
    return edition, desk, meetings


def test_a_buyer_answers_from_the_mail_with_six_taps_and_goes_on_to_the_next(
    over: tuple[Edition, Desk, list[Meeting]], page: Page, complaints: Complaints
) -> None:
    edition, desk, (first, second) = over
    complaints.listen(page)
    page.set_viewport_size(PHONE)
    page.goto(f"{outcomes_link(desk.buyer.person, edition)}/meetings/{first.id}/outcome")
    expect(page.get_by_role("heading", level=1)).to_have_text("Forjas León")
    expect(page.get_by_label("¿Cuánto espera comprarle?")).to_be_hidden()
    taps = ["¿Se celebró la cita?", "¿Cuánto le interesa seguir?", "¿Qué acordaron?", "¿En cuánto tiempo?"]
    answers = ["Sí", "4", "Cotización (RFQ)", "Hasta 6 meses"]
    for group, answer in zip(taps, answers, strict=True):
        page.get_by_role("group", name=group).locator("label", has_text=answer).first.click()
    page.get_by_label("¿Cuánto espera comprarle?").fill("250,000")
    assert len(taps) + 2 <= MOST_TAPS  # with those on the amount and on the button
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert serious_faults(page) == []
    page.get_by_role("button", name="Guardar resultado").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plásticos del Norte")
    kept = find_outcome(first.id, Side.BUYER)
    assert kept is not None
    assert (kept.interest, kept.next_step, kept.horizon) == (4, NextStep.QUOTE, Horizon.SIX)
    assert (kept.amount, kept.currency) == (250_000, Currency.MXN)
    page.get_by_role("group", name="¿Se celebró la cita?").locator("label", has_text="No").click()
    page.get_by_role("button", name="Guardar resultado").click()
    expect(page.get_by_text("Ya no falta ninguna.")).to_be_visible()
    assert serious_faults(page) == []
    session().rollback()  # what was read before is of before
    assert session().query(MeetingOutcome).filter_by(meeting_id=second.id).one().held is False


def test_without_script_all_questions_show_and_say_when_they_are_asked(
    over: tuple[Edition, Desk, list[Meeting]], new_context: Callable[..., BrowserContext]
) -> None:
    edition, desk, (first, _second) = over
    page = new_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(f"{outcomes_link(desk.buyer.person, edition)}/meetings/{first.id}/outcome")
    expect(page.get_by_text("Solo si se celebró:")).to_be_visible()
    page.get_by_role("group", name="¿Se celebró la cita?").locator("label", has_text="Sí").click()
    page.get_by_role("group", name="¿Cuánto le interesa seguir?").locator("label", has_text="1").click()
    page.get_by_role("group", name="¿Por qué no?").locator("label", has_text="Falta un certificado").click()
    page.get_by_role("button", name="Guardar resultado").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plásticos del Norte")
