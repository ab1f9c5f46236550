"""A badge in a phone's wallet: signed by the organiser, checked with keys that are thrown away."""

import hashlib
import json
import subprocess
from base64 import urlsafe_b64decode
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from flask.testing import FlaskClient
from PIL import Image

from forum.badges.models import Badge
from forum.badges.rules import grouped_code
from forum.registration.models import Registration
from tests.builders.badges import somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person
from tests.builders.registrations import link_of


def openssl(*arguments: object) -> bytes:
    return subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True).stdout


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an authority, a certificate of passes that it signed, and the key of a service account."""
    folder = tmp_path_factory.mktemp("keys")
    authority = ("-x509", "-newkey", "rsa:2048", "-nodes", "-days", 2, "-subj", "/CN=Authority")
    openssl("req", *authority, "-keyout", folder / "ca.key", "-out", folder / "ca.pem")
    asked = ("-newkey", "rsa:2048", "-nodes", "-subj", "/UID=pass.example.foro/CN=Foro/OU=TEAM123456")
    openssl("req", *asked, "-keyout", folder / "pass.key", "-out", folder / "pass.csr")
    by = ("-CA", folder / "ca.pem", "-CAkey", folder / "ca.key", "-CAcreateserial", "-days", 2)
    openssl("x509", "-req", "-in", folder / "pass.csr", *by, "-out", folder / "pass.crt")
    parts = [(folder / name).read_text() for name in ("pass.crt", "pass.key", "ca.pem")]
    (folder / "pass.pem").write_text("".join(parts))
    account = {"client_email": "foro@example.iam", "private_key": (folder / "ca.key").read_text()}
    (folder / "google.json").write_text(json.dumps(account))
    return folder


@pytest.fixture
def holder(app: object) -> tuple[Registration, Badge]:
    edition = an_edition(name="XIII Foro de Proveeduría Automotriz")
    person = a_person(given_names="Íñigo", first_surname="Peñaloza")
    return somebody_with_badge(a_category(edition, colour="#ffd43b"), person)


@pytest.fixture
def path(holder: tuple[Registration, Badge]) -> str:
    return f"{link_of(holder[0])}/badge"


def configure(client: FlaskClient, monkeypatch: pytest.MonkeyPatch, **values: object) -> None:
    settings = client.application.config["FORO"]
    monkeypatch.setitem(client.application.config, "FORO", replace(settings, **values))  # type: ignore[arg-type]


@pytest.fixture
def apple(client: FlaskClient, keys: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A client of an organiser who has Apple's certificate."""
    configure(client, monkeypatch, apple_pass=str(keys / "pass.pem"))
    return client


def test_without_a_certificate_no_wallet_is_offered(client: FlaskClient, path: str) -> None:
    assert "Wallet" not in client.get(path).get_data(as_text=True)
    assert [client.get(f"{path}{end}").status_code for end in (".pkpass", "/google")] == [404, 404]


def test_apples_pass_is_signed_and_whole(
    apple: FlaskClient, path: str, holder: tuple[Registration, Badge], keys: Path, tmp_path: Path
) -> None:
    client = apple
    assert "Agregar a Apple Wallet" in client.get(path).get_data(as_text=True)
    answer = client.get(f"{path}.pkpass")
    assert (answer.status_code, answer.mimetype) == (200, "application/vnd.apple.pkpass")
    assert answer.headers["Cache-Control"] == "no-store"
    with ZipFile(BytesIO(answer.data)) as archive:
        archive.extractall(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    files = {each.name for each in tmp_path.iterdir()} - {"manifest.json", "signature"}
    assert set(manifest) == files
    for name in files:
        assert hashlib.sha1((tmp_path / name).read_bytes()).hexdigest() == manifest[name]
    signed = ("-in", tmp_path / "signature", "-inform", "DER", "-content", tmp_path / "manifest.json")
    openssl("smime", "-verify", *signed, "-CAfile", keys / "ca.pem", "-purpose", "any", "-binary")
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(subprocess.CalledProcessError):
        openssl("smime", "-verify", *signed, "-CAfile", keys / "ca.pem", "-purpose", "any", "-binary")
    told = json.loads((tmp_path / "pass.json").read_text())
    code = holder[1].code
    assert (told["passTypeIdentifier"], told["teamIdentifier"]) == ("pass.example.foro", "TEAM123456")
    assert told["barcodes"][0] == {
        "format": "PKBarcodeFormatQR",
        "message": code,
        "messageEncoding": "iso-8859-1",
        "altText": grouped_code(code),
    }
    assert told["eventTicket"]["primaryFields"][0]["value"].startswith("Íñigo Peñaloza")
    assert (told["backgroundColor"], told["foregroundColor"]) == ("rgb(255, 212, 59)", "rgb(0, 0, 0)")
    with Image.open(tmp_path / "icon@2x.png") as icon:
        assert icon.size == (58, 58)


def test_googles_link_carries_a_signed_pass(
    client: FlaskClient, path: str, holder: tuple[Registration, Badge], keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(client, monkeypatch, google_wallet=str(keys / "google.json"), google_issuer="3388000000012345678")
    assert "Agregar a Google Wallet" in client.get(path).get_data(as_text=True)
    answer = client.get(f"{path}/google")
    assert answer.status_code == 303
    start, token = answer.location.rsplit("/", 1)
    assert start == "https://pay.google.com/gp/v/save"
    head, payload, signature = (urlsafe_b64decode(f"{part}===") for part in token.split("."))
    public = load_pem_public_key(openssl("x509", "-in", keys / "ca.pem", "-pubkey", "-noout"))
    public.verify(signature, token.rsplit(".", 1)[0].encode(), PKCS1v15(), SHA256())  # type: ignore[union-attr,call-arg]
    assert json.loads(head) == {"alg": "RS256", "typ": "JWT"}
    told = json.loads(payload)
    (ticket,), (event,) = told["payload"]["eventTicketObjects"], told["payload"]["eventTicketClasses"]
    assert (told["iss"], told["aud"], told["typ"]) == ("foro@example.iam", "google", "savetowallet")
    assert ticket["barcode"]["value"] == holder[1].code
    assert ticket["classId"] == event["id"]
    assert event["eventName"]["defaultValue"]["value"] == "XIII Foro de Proveeduría Automotriz"


def test_keys_that_cannot_be_read_are_told_in_words(
    client: FlaskClient, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.pem"
    broken.write_text("-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n")
    account = tmp_path / "account.json"
    account.write_text('{"client_email": "x", "private_key": "y"}')
    configure(client, monkeypatch, apple_pass=str(broken), google_wallet=str(account), google_issuer="1")
    for end in (".pkpass", "/google"):
        answer = client.get(f"{path}{end}", follow_redirects=True)
        assert answer.status_code == 200
        assert "No pudimos firmar su pase." in answer.get_data(as_text=True)
    account.write_text("[]")
    assert "No pudimos firmar" in client.get(f"{path}/google", follow_redirects=True).get_data(as_text=True)
