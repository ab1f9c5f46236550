"""A phone at a hub over HTTPS, by the hub's own certificate or a given one, with the centre and without."""

import hashlib
import re
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask
from playwright.sync_api import Browser, Error, Page, expect
from sqlalchemy import select

from forum.badges.models import Badge
from forum.checkin.enums import ScanOutcome, Told
from forum.checkin.models import Device, Gate, Scan
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.models import Edition
from forum.hub.certificates import own_certificates
from tests.browser.conftest import PATIENCE, PHONE, Complaints, serious_faults
from tests.browser.door.hands import answered, ready, wedge
from tests.browser.servers import Server
from tests.builders.checkin import a_hub, a_steward, an_offered_pairing
from tests.builders.hubs import HubProcess, until
from tests.conftest import missing

pytestmark = pytest.mark.browser
NAME = "Íñigo Peñaloza Ordóñez"


@pytest.fixture
def centre(live_app: Flask) -> Iterator[Server]:
    """The centre, served."""
    there = Server(live_app)
    there.start()
    yield there
    there.stop()


class AtHub:
    """A hub and a browser that trusts it."""

    def __init__(self, hub: HubProcess, browser: Browser) -> None:
        self.hub, self.browser = hub, browser


def with_own_certificate(folder: Path, hub: HubProcess, launch: Callable[..., Browser]) -> Browser:
    """A browser in whose store the hub's own authority was put, as the steps say."""
    if shutil.which("certutil") is None:
        missing("certutil (libnss3-tools)")
    hub.start()
    for store in (folder / ".pki/nssdb", folder / ".local/share/pki/nssdb"):
        store.mkdir(parents=True)
        for command in (["-N", "--empty-password"], ["-A", "-t", "C,,", "-n", "hub", "-i", str(hub.authority)]):
            subprocess.run(["certutil", "-d", f"sql:{store}", *command], check=True)
    return launch(HOME=str(folder))


def with_given_certificate(folder: Path, hub: HubProcess, launch: Callable[..., Browser]) -> Browser:
    """A browser that trusts the certificate the operator gave, as it does one of a public authority."""
    given = own_certificates(folder, host="localhost", now=utc_now())
    hub.options = ("--certificate", str(given.certificate), "--key", str(given.key))
    hub.start()
    leaf = x509.load_pem_x509_certificate(given.certificate.read_bytes())
    key = leaf.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    digest = b64encode(hashlib.sha256(key).digest()).decode()
    return launch(f"--ignore-certificate-errors-spki-list={digest}")


@pytest.fixture(params=[with_own_certificate, with_given_certificate])
def at_hub(
    request: pytest.FixtureRequest, centre: Server, edition: Edition, launch: Callable[..., Browser], tmp_path: Path
) -> Iterator[AtHub]:
    """The hub, and a browser that trusts it, in both ways."""
    hub = HubProcess(tmp_path / "hub", centre=f"http://localhost:{centre.port}", key=a_hub(edition).key)
    trusted = tmp_path / "trusted"
    trusted.mkdir()
    browser: Browser = request.param(trusted, hub, launch)
    yield AtHub(hub, browser)
    browser.close()
    hub.stop()


@pytest.fixture
def phone(at_hub: AtHub, complaints: Complaints) -> Iterator[Page]:
    """A phone that opens the hub."""
    context = at_hub.browser.new_context(base_url=at_hub.hub.address, viewport=PHONE, locale="es-MX")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    complaints.listen(page)
    yield page
    context.close()


def test_a_phone_paired_at_a_hub_scans_on_while_the_centre_is_away(
    phone: Page, centre: Server, edition: Edition, *, gate: Gate, badge: Badge, complaints: Complaints
) -> None:
    steward = a_steward(edition)
    code = an_offered_pairing(edition, steward, gate).code
    phone.goto("/_hub")
    expect(phone.get_by_text("El centro responde")).to_be_visible()
    phone.goto(f"/{edition.slug}/phone/{code}")
    phone.get_by_role("button", name="Sí, usar este celular").click()
    expect(phone).to_have_url(re.compile(rf"^https://localhost:\d+/{edition.slug}/checkin/gates/{gate.id}$"))
    ready(phone)
    phone.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    kept = "async path => Boolean(await caches.match(path))"
    until(lambda: phone.evaluate(kept, f"/{edition.slug}/checkin/gates/{gate.id}"))
    until(lambda: _devices() == 1)
    phone.wait_for_timeout(6000)  # the next question of the phone, with the session it has for good

    centre.stop()
    wedge(phone, badge.code)
    answered(phone, "admitted", "Adelante")
    expect(phone.locator(".answer__name")).to_have_text(NAME)
    expect(phone.locator(".answer__age")).to_contain_text("Sin el centro, datos de las")
    phone.reload()
    ready(phone)
    wedge(phone, badge.code)
    answered(phone, "already_inside", "Ya entró")
    expect(phone.locator(".answer__detail")).to_contain_text("por Acceso norte")
    phone.keyboard.press("Escape")
    phone.fill("#name", "Peñaloza")
    phone.keyboard.press("Enter")
    expect(phone.locator("#people")).to_contain_text("no se puede buscar por nombre")
    phone.evaluate("() => { window.isLeft = true; }")
    phone.get_by_role("link", name="Cambiar de puerta").click()
    phone.wait_for_function("() => !window.isLeft")
    ready(phone)
    phone.goto("/_hub")
    expect(phone.get_by_text("El centro no responde")).to_be_visible()
    assert serious_faults(phone) == []
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]

    centre.start()
    until(lambda: len(_scans()) == 2)
    told = {(each.operator_id, each.told, each.outcome) for each in _scans()}
    assert told == {
        (steward.id, Told.ADMITTED, ScanOutcome.ADMITTED),
        (steward.id, Told.ALREADY_INSIDE, ScanOutcome.ALREADY_INSIDE),
    }
    expect(phone.get_by_text("El centro responde")).to_be_visible()
    assert {each for each in complaints if "503" not in each} == set()
    complaints.clear()


def test_the_steps_to_trust_a_hub_are_read_on_a_phone(
    centre: Server, edition: Edition, chromium: Browser, tmp_path: Path
) -> None:
    hub = HubProcess(tmp_path / "hub", centre=f"http://localhost:{centre.port}", key=a_hub(edition).key)
    hub.start()
    context = chromium.new_context(viewport=PHONE, locale="es-MX")
    try:
        page = context.new_page()
        page.goto(f"http://localhost:{hub.help_port}")
        expect(page.get_by_role("heading", name="iPhone")).to_be_visible()
        assert serious_faults(page) == []
        assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
        with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
            page.goto(hub.address)
    finally:
        context.close()
        hub.stop()


def _devices() -> int:
    session().rollback()
    return len(session().scalars(select(Device.id).where(Device.data_at.is_not(None))).all())


def _scans() -> list[Scan]:
    session().rollback()
    return list(session().scalars(select(Scan)))
