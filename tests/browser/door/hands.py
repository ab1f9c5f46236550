"""What a steward does at the scanner, what it answers, and what is on record."""

from playwright.sync_api import Page, expect
from sqlalchemy import select

from forum.checkin.enums import ScanMethod, ScanOutcome
from forum.checkin.models import Scan
from forum.core.database import session

Cookies = list[dict[str, str]]


def recorded() -> list[tuple[ScanMethod, ScanOutcome]]:
    session().rollback()
    query = select(Scan.method, Scan.outcome).order_by(Scan.received_at)
    return [(method, outcome) for method, outcome in session().execute(query)]


def answered(page: Page, outcome: str, title: str) -> None:
    panel = page.locator("#answer")
    expect(panel).to_be_visible()
    expect(panel).to_have_attribute("data-outcome", outcome)
    expect(panel.locator(".answer__title")).to_have_text(title)


def ready(page: Page) -> None:
    """The scanner has what it needs to answer without network."""
    expect(page.locator("[data-ready]")).to_have_attribute("data-ready", "yes")


def wedge(page: Page, text: str) -> None:
    """What a hand-held scanner does: types fast, and ends with Enter.

    All keys are made, and so get their times, before the first is heard: a busy machine cannot part them.
    """
    page.evaluate(
        """text => {
             const target = document.activeElement ?? document.body;
             const make = key => new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
             for (const event of [...text, "Enter"].map(make)) target.dispatchEvent(event); }""",
        text,
    )
