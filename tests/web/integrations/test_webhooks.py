"""Webhooks: told what happened, signed, tried again, paused, and never sent to an address of our own network."""

import base64
import hashlib
import hmac
import json
import ssl
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Edition
from forum.hub.certificates import own_certificates
from forum.integrations import notices
from forum.integrations.enums import DeliveryFailure, Happening, IntegrationChange
from forum.integrations.models import IntegrationEvent, Webhook, WebhookDelivery
from forum.integrations.rules import DELIVERY_KEPT, GIVEN_UP_AFTER, RETRIES
from forum.integrations.service import forget_answers, queue_messages, send_due_messages
from forum.registration.enums import RegistrationStatus
from forum.registration.service import approve, cancel
from tests.builders.agendas import Desk
from tests.builders.badges import somebody_with_badge
from tests.builders.checkin import a_gate, a_refused_scan
from tests.builders.editions import a_category, an_edition
from tests.builders.integrations import a_webhook
from tests.builders.meetings import attendee_categories
from tests.builders.people import an_organiser
from tests.builders.registrations import a_registration

NAME = "erp.example.mx"


class Receiver:
    """A program that is told, by HTTPS, under a name that leads here; it answers with these statuses in turn."""

    def __init__(self, folder: Path) -> None:
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        self.drips = False
        files = own_certificates(folder, host=NAME, now=utc_now())
        self.trust = ssl.create_default_context(cafile=str(files.authority))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(files.certificate, files.key)
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.taken.append((dict(self.headers.items()), body))
                if receiver.drips:
                    self._drip()
                    return
                self.send_response(receiver.answers.pop(0) if receiver.answers else 204)
                self.send_header("Location", "https://127.0.0.1/elsewhere")
                self.end_headers()

            def _drip(self) -> None:
                with suppress(OSError):
                    while True:
                        self.wfile.write(b"H")
                        sleep(0.05)

            def log_message(self, *_args: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.address = f"https://{NAME}:{self.server.server_port}/foro?x=1"

    def said(self) -> list[str]:
        """The types of what it was told."""
        return [json.loads(body)["type"] for _headers, body in self.taken]


@pytest.fixture
def receiver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    receiver = Receiver(tmp_path)
    Thread(target=receiver.server.serve_forever, daemon=True).start()
    monkeypatch.setattr(notices, "addresses_of", lambda _name, _port: ["127.0.0.1"])
    monkeypatch.setattr(notices, "is_public", lambda _address: True)
    monkeypatch.setattr(notices, "tls_context", lambda: receiver.trust)
    yield receiver
    receiver.server.shutdown()
    receiver.server.server_close()


@pytest.fixture
def edition(app: object) -> Edition:
    return an_edition(slug="foro-2026")


@pytest.fixture
def organiser(client: FlaskClient, edition: Edition) -> int:
    return an_organiser(client, edition).id


def run(at: timedelta = timedelta(seconds=1)) -> None:
    """What the worker does every minute."""
    queue_messages(now=utc_now() + at)
    send_due_messages(now=utc_now() + at)


@pytest.mark.both_engines
def test_a_webhook_is_told_once_of_everything_that_happens_in_its_edition(
    edition: Edition, organiser: int, receiver: Receiver
) -> None:
    attendee_categories(edition)
    category = a_category(edition)
    before = a_registration(category)
    webhook = a_webhook(edition.id, organiser, address=receiver.address)
    elsewhere = an_edition(slug="otro")
    a_registration(a_category(elsewhere))
    registration = a_registration(category, status=RegistrationStatus.PENDING)
    approve(registration.id, by=organiser, now=utc_now())
    cancel(registration.id, by=organiser, now=utc_now())
    cancel(before.id, by=organiser, now=utc_now())
    desk = Desk(edition)
    meeting = desk.meet(desk.slots[0])
    _person, badge = somebody_with_badge(category)
    scan = a_refused_scan(badge, a_gate(edition))
    run()
    run(timedelta(seconds=2))
    told = {(each["type"], each["data"]["id"]) for each in map(json.loads, (body for _headers, body in receiver.taken))}
    assert len(told) == len(receiver.taken)
    assert {
        ("registration.made", registration.id),
        ("registration.approved", registration.id),
        ("registration.cancelled", registration.id),
        ("registration.cancelled", before.id),
        ("meeting.made", meeting.id),
        ("badge.scanned", scan.id),
    } <= told
    assert ("registration.made", before.id) not in told
    assert all(json.loads(body)["data"]["edition"] == "foro-2026" for _headers, body in receiver.taken)
    headers, body = receiver.taken[0]
    key = base64.b64decode(webhook.secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"


def test_what_does_not_arrive_is_sent_again_under_its_id_and_redirections_are_not_followed(
    client: FlaskClient, edition: Edition, organiser: int, receiver: Receiver
) -> None:
    webhook = a_webhook(edition.id, organiser, Happening.REGISTRATION_MADE, address=receiver.address)
    receiver.answers = [503, 302]
    a_registration(a_category(edition))
    run()
    assert (receiver.said(), _delivery().response_status, _delivery().arrived_at) == (["registration.made"], 503, None)
    run()  # not yet
    assert len(receiver.taken) == 1
    run(RETRIES[0] + timedelta(seconds=2))
    assert (len(receiver.taken), _delivery().response_status) == (2, 302)
    run(RETRIES[1] + timedelta(minutes=1))
    assert (_delivery().response_status, _delivery().attempts, _delivery().next_at) == (204, 3, None)
    assert len({headers["webhook-id"] for headers, _body in receiver.taken}) == 1
    page = f"/foro-2026/integrations/webhooks/{webhook.id}"
    assert "Recibido" in client.get(page).text
    client.post(f"{page}/deliveries/{_delivery().id}/attempt")
    run()
    assert len(receiver.taken) == 4


def _delivery() -> WebhookDelivery:
    return session().scalars(select(WebhookDelivery).execution_options(populate_existing=True)).one()


def test_a_webhook_that_nothing_reaches_is_paused_and_told_and_goes_on_when_resumed(
    client: FlaskClient, edition: Edition, organiser: int, receiver: Receiver
) -> None:
    webhook = a_webhook(edition.id, organiser, Happening.REGISTRATION_MADE, address=receiver.address)
    receiver.answers = [500]
    category = a_category(edition)
    a_registration(category)
    run()
    with atomic():
        session().execute(update(Webhook).values(failing_since=utc_now() - GIVEN_UP_AFTER))
    receiver.answers = [500]
    run(RETRIES[0] + timedelta(seconds=2))
    kinds = session().scalars(select(IntegrationEvent.kind).order_by(IntegrationEvent.id)).all()
    assert kinds == [IntegrationChange.WEBHOOK_MADE, IntegrationChange.WEBHOOK_PAUSED]
    a_registration(category)
    run(timedelta(hours=2))
    assert len(receiver.taken) == 2
    client.post(f"/foro-2026/integrations/webhooks/{webhook.id}/resumption")
    run(timedelta(hours=2))
    assert len(receiver.taken) == 4
    client.post(f"/foro-2026/integrations/webhooks/{webhook.id}/ending")
    a_registration(category)
    run(timedelta(hours=3))
    assert len(receiver.taken) == 4


@pytest.mark.parametrize("found", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::ffff:169.254.169.254"], []])
def test_a_name_that_leads_into_a_network_of_our_own_is_sent_nothing(
    found: list[str], receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(notices, "addresses_of", lambda _name, _port: found)
    outcome = notices.send_message(receiver.address, {}, uid="msg_1", secret="whsec_AAAA", now=utc_now())
    assert (outcome.status, outcome.failure, receiver.taken) == (None, DeliveryFailure.PRIVATE, [])


def test_an_answer_that_never_ends_is_cut_and_what_is_over_is_not_told_again(
    edition: Edition, organiser: int, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_webhook(edition.id, organiser, Happening.REGISTRATION_MADE, Happening.BADGE_SCANNED, address=receiver.address)
    category = a_category(edition)
    a_refused_scan(somebody_with_badge(category)[1], a_gate(edition))
    run()
    assert len(receiver.taken) == 2
    receiver.drips = True
    monkeypatch.setattr(notices, "PATIENCE_S", 0.3)
    a_registration(category)
    run(timedelta(seconds=2))
    assert len(receiver.taken) == 3
    last = session().scalars(select(WebhookDelivery).order_by(WebhookDelivery.id.desc()).limit(1)).one()
    assert (last.arrived_at, last.failure) == (None, DeliveryFailure.BROKEN)
    receiver.drips = False
    run(RETRIES[0] + timedelta(minutes=30))
    forget_answers(now=utc_now() + DELIVERY_KEPT * 2)
    run(DELIVERY_KEPT * 2)
    assert len(receiver.taken) == 4


def test_a_webhook_is_added_on_a_page_that_shows_its_secret_once(client: FlaskClient, organiser: int) -> None:
    page = "/foro-2026/integrations/webhooks"
    refused = client.post(f"{page}/new", data={"address": "https://10.0.0.1/x", "happenings": ["meeting.made"]})
    assert (refused.status_code, "red privada" in refused.text) == (422, True)
    made = client.post(f"{page}/new", data={"address": "https://erp.example.mx/x", "happenings": ["meeting.made"]})
    assert "whsec_" in made.text
    assert "whsec_" not in client.get(page).text
    stored = session().scalars(select(Webhook)).one()
    assert (stored.happenings, "whsec" in stored.secret) == (["meeting.made"], False)
    assert "Webhook agregado" in client.get("/foro-2026/integrations").text
