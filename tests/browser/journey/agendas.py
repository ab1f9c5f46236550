"""The supplier's agenda on the phone: the page, the file, the subscribed calendar."""

import vobject
from playwright.sync_api import Page, expect

from tests.browser.journey.business import BUYER
from tests.browser.journey.organiser import SLUG
from tests.browser.journey.stage import Stage, follow, press, told
from tests.checkers.ical import assert_valid_calendar


def read_agenda(stage: Stage) -> None:
    """One meeting that stands, at its table, and a cancelled one; the same behind the link without a password."""
    page = stage.person("sofia")
    page.goto(f"/{SLUG}/agenda")
    told(page, "1 cita acordada")
    expect(page.locator(".slot--meeting:not(.is-cancelled)")).to_contain_text(BUYER)
    expect(page.locator(".slot--meeting:not(.is-cancelled)")).to_contain_text("10:15")
    expect(page.locator(".slot--meeting.is-cancelled")).to_have_count(1)
    stage.look(page, "agenda")
    other = stage.person("sofia's other phone")
    other.goto(stage.notes["sofia"])
    follow(other.locator("main"), "Ver mi agenda")
    told(other, "1 cita acordada")
    stage.look(other, "agenda-by-link")


def download_calendar(stage: Stage) -> None:
    """Three independent programs read the file without a fault."""
    page = stage.person("sofia")
    with page.expect_download() as download:
        follow(page.locator("main"), "Descargar .ics")
    data = download.value.path().read_bytes()
    assert download.value.suggested_filename == f"agenda-{SLUG}.ics"
    assert_valid_calendar(data)
    assert _statuses(data) == ["CANCELLED", *["CONFIRMED"] * 3]  # a meeting, and the two days of the forum


def subscribe(stage: Stage) -> None:
    """A secret address that answers until it is revoked."""
    page = stage.person("sofia")
    follow(page.locator("main"), "Suscribir mi calendario")
    stage.look(page, "subscription-none")
    press(page, "Crear mi dirección")
    told(page, "Su dirección está lista")
    stage.look(page, "subscription")
    address = page.get_by_label("Dirección de su calendario").input_value()
    calendar_app = stage.person("calendar app").request
    answer = calendar_app.get(address)
    assert (answer.status, answer.headers["content-type"].split(";")[0]) == (200, "text/calendar")
    assert_valid_calendar(answer.body())
    again = calendar_app.get(address, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status == 304
    _revoke(page)
    assert calendar_app.get(address).status == 410
    stage.look(page, "subscription-revoked")


def _revoke(page: Page) -> None:
    press(page.locator("main"), "Desactivar la dirección")
    press(page.get_by_role("dialog"), "Sí, desactivar la dirección")
    told(page, "Desactivamos su dirección de calendario.")


def _statuses(data: bytes) -> list[str]:
    calendar = vobject.readOne(data.decode())
    return sorted(event.status.value for event in calendar.vevent_list)
