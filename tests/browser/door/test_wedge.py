"""Hand-held scanners as they leave the box, with the keys of a real keyboard."""

import time
from collections.abc import Sequence

import pytest
from playwright.sync_api import Page, expect

from forum.badges.models import Badge
from forum.checkin.enums import ScanMethod, ScanOutcome
from tests.browser.door.hands import answered, recorded

pytestmark = pytest.mark.browser

AIM = "]Q1"
READ = [(ScanMethod.WEDGE, ScanOutcome.ADMITTED)]


# The virtual key codes that Chromium wants with the keys that type nothing.
NAMED = {"Enter": 13, "Tab": 9, "Alt": 18}
ALT = 1


def focused(page: Page) -> str:
    return str(page.evaluate("() => document.activeElement.id"))


def keys(page: Page, events: Sequence[dict[str, object]], *, each: float) -> None:
    """Real key events, so many milliseconds apart whatever else the machine does."""
    session = page.context.new_cdp_session(page)
    start = time.time() - len(events) * each / 1000
    for number, event in enumerate(events):
        session.send("Input.dispatchKeyEvent", {**event, "timestamp": start + number * each / 1000})


def scan(page: Page, text: str, *ends: str, each: float = 8) -> None:
    """What a hand-held scanner types: a text and keys after it."""
    typed = [{"type": "keyDown", "key": character, "text": character} for character in text]
    ended = [{"type": "rawKeyDown", "key": name, "windowsVirtualKeyCode": NAMED[name]} for name in ends]
    keys(page, [*typed, *ended], each=each)


def spelled(character: str) -> list[dict[str, object]]:
    """Alt and the number of the character on the number pad."""
    alt = {"key": "Alt", "code": "AltLeft", "windowsVirtualKeyCode": NAMED["Alt"]}
    digits = [
        {"type": "rawKeyDown", "key": digit, "code": f"Numpad{digit}", "modifiers": ALT, "isKeypad": True}
        for digit in f"{ord(character):04}"
    ]
    return [{**alt, "type": "rawKeyDown", "modifiers": ALT}, *digits, {**alt, "type": "keyUp"}]


@pytest.mark.parametrize(
    ("letter", "ends"), [("", ["Tab"]), ("", ["Enter"]), ("", ["Tab", "Enter"]), ("X", []), ("", [])]
)
def test_any_prefix_and_end_reads_the_badge_and_leaves_the_field(
    door: Page, badge: Badge, letter: str, ends: list[str]
) -> None:
    name = door.get_by_label("Buscar por nombre")
    name.fill("pe")
    scan(door, AIM + badge.code + letter, *ends)
    answered(door, "admitted", "Adelante")
    expect(name).to_have_value("pe")
    assert focused(door) == "name"
    assert recorded() == READ


def test_code_in_the_field_for_it_is_read_once(door: Page, badge: Badge) -> None:
    field = door.get_by_label("Código del gafete")
    field.focus()
    scan(door, badge.code, "Enter")
    answered(door, "admitted", "Adelante")
    expect(field).to_have_value("")
    assert recorded() == READ


def test_numbers_of_characters_are_read_without_a_field(door: Page, badge: Badge) -> None:
    keys(door, [key for character in f"{AIM}{badge.code}\r" for key in spelled(character)], each=15)
    answered(door, "admitted", "Adelante")
    assert recorded() == READ


def test_slow_scanner_is_read(door: Page, badge: Badge) -> None:
    scan(door, badge.code, each=70)
    answered(door, "admitted", "Adelante")
    assert recorded() == READ


def test_tab_and_enter_of_a_hand_do_what_they_do(door: Page, badge: Badge) -> None:
    field = door.get_by_label("Código del gafete")
    field.fill(badge.code)
    door.keyboard.press("Tab")
    assert focused(door) != "code"
    field.press("Enter")
    answered(door, "admitted", "Adelante")
    assert recorded() == [(ScanMethod.TYPED, ScanOutcome.ADMITTED)]
