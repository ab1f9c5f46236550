"""Rules of webhooks: which addresses are told, how a message is signed, when it is sent again."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest

from forum.core.errors import Refusal
from forum.integrations.rules import (
    GIVEN_UP_AFTER,
    RETRIES,
    is_given_up,
    is_public,
    next_attempt,
    signature,
    webhook_address,
)

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://erp.example.mx/foro?x=1", None),
        ("https://93.184.216.34:8443/", None),
        ("http://erp.example.mx/", "integrations.webhook_address_unsafe"),
        ("https://eva:secreto@erp.example.mx/", "integrations.webhook_address_unsafe"),
        ("https://erp.example.mx:70000/", "integrations.webhook_address_unsafe"),
        ("ftp://erp.example.mx", "integrations.webhook_address_unsafe"),
        ("erp.example.mx", "integrations.webhook_address_unsafe"),
        ("https://localhost/", "integrations.webhook_address_private"),
        ("https://impresora.local/", "integrations.webhook_address_private"),
        ("https://10.1.2.3/", "integrations.webhook_address_private"),
        ("https://169.254.169.254/latest", "integrations.webhook_address_private"),
        ("https://[::1]/", "integrations.webhook_address_private"),
        ("https://[::ffff:127.0.0.1]/", "integrations.webhook_address_private"),
    ],
)
def test_only_public_addresses_by_https_are_told(address: str, code: str | None) -> None:
    try:
        assert webhook_address(f" {address} ") == address
        refused = None
    except Refusal as refusal:
        refused = refusal.code
    assert refused == code


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("127.0.0.1", False), ("192.168.1.1", False),
        ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False), ("fe80::1%eth0", False), ("fd00::1", False),
        ("::ffff:10.0.0.1", False), ("64:ff9b::7f00:1", False), ("64:ff9b::808:808", True), ("2002:808:808::", False),
        ("fec0::1", False), ("::7f00:1", False), ("ff0e::1", False), ("::", False),
    ],
)  # fmt: skip
def test_no_network_of_our_own_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_message_is_signed_as_standard_webhooks_says() -> None:
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # of the specification's examples
    at, body = datetime.fromtimestamp(1614265330, UTC), b'{"test": 2432232314}'
    signed = signature(secret, uid="msg_p5jXN8AQM9LWM0D4loKWxJek", at=at, body=body)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    key = base64.b64decode(secret.removeprefix("whsec_"))
    said = hmac.new(key, b"msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330." + body, hashlib.sha256).digest()
    assert signed == f"v1,{base64.b64encode(said).decode()}"


def test_a_message_is_sent_again_after_longer_and_longer_waits_and_then_given_up() -> None:
    waits = [next_attempt(number, now=NOW) for number in range(1, len(RETRIES) + 2)]
    assert waits == [*(NOW + wait for wait in RETRIES), None]
    assert sorted(RETRIES) == list(RETRIES)
    assert not is_given_up(None, now=NOW)
    assert not is_given_up(NOW - GIVEN_UP_AFTER + timedelta(seconds=1), now=NOW)
    assert is_given_up(NOW - GIVEN_UP_AFTER, now=NOW)
