"""The hub's own authority vouches for the hub alone, and for a short time."""

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

from forum.hub.certificates import LIFETIME, Certificates, own_certificates

HOST = "puertas.example.mx"


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def made(tmp_path: Path) -> Certificates:
    """The files of a first start."""
    return own_certificates(tmp_path, host=HOST, now=now())


def verified(authority: Path | None, certificate: Path, host: str) -> bool:
    """Whether openssl takes a certificate for a host."""
    kind = "-verify_ip" if host[0].isdigit() else "-verify_hostname"
    command = ["openssl", "verify", "-x509_strict", "-CAfile", str(authority), kind, host, str(certificate)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_it_is_good_for_the_hubs_name_and_addresses_alone(made: Certificates) -> None:
    assert [verified(made.authority, made.certificate, host) for host in (HOST, "localhost", "127.0.0.1")] == [True] * 3
    assert [verified(made.authority, made.certificate, host) for host in ("bank.example.mx", "8.8.8.8")] == [False] * 2


@pytest.mark.parametrize("host", ["bank.example.mx", "mx", "example.mx"])
def test_whoever_steals_the_authority_forges_no_other_site(made: Certificates, tmp_path: Path, host: str) -> None:
    signing = load_pem_private_key((tmp_path / "authority-key.pem").read_bytes(), None)
    assert isinstance(signing, ec.EllipticCurvePrivateKey)
    authority = x509.load_pem_x509_certificate((tmp_path / "authority.pem").read_bytes())
    key = ec.generate_private_key(ec.SECP256R1())
    forged = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([]))
        .issuer_name(authority.subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now())
        .not_valid_after(now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=True)
        .sign(signing, SHA256())
    )
    file = tmp_path / "forged.pem"
    file.write_bytes(forged.public_bytes(Encoding.PEM))
    assert not verified(made.authority, file, host)


def test_it_stays_until_it_ends_or_the_name_is_another(made: Certificates, tmp_path: Path) -> None:
    first = made.fingerprint
    assert own_certificates(tmp_path, host=HOST, now=now()).fingerprint == first
    assert own_certificates(tmp_path, host=HOST, now=now() + LIFETIME).fingerprint != first
    second = own_certificates(tmp_path, host="otras.example.mx", now=now()).fingerprint
    assert second != first
    assert own_certificates(tmp_path, host="192.168.1.9", now=now()).fingerprint == second


def test_keys_are_for_this_account_alone(made: Certificates, tmp_path: Path) -> None:
    modes = {path.name: path.stat().st_mode & 0o077 for path in tmp_path.iterdir()}
    assert set(modes.values()) == {0}
