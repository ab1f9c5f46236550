"""The hub's own authority, where the operator has no certificate: made at the first start, good for little.

It can vouch for the hub's own name and for addresses of private networks alone (name constraints), and it ends by
itself after two months: a laptop that is lost is no key to other sites. The leaf is made again at each start, for the
addresses the computer has then.
"""

import hashlib
import ipaddress
import socket
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forum.core.data_files import write_private

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.x509 import Certificate

LIFETIME = timedelta(days=60)
LEAST_LEFT = timedelta(days=7)
BACKDATED = timedelta(days=1)
"""Clocks of phones are off by hours at times."""

PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16", "100.64.0.0/10")


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files of a certificate and its key; of the authority that a phone has to trust, where it is our own."""

    certificate: Path
    key: Path
    authority: Path | None = None

    @property
    def fingerprint(self) -> str:
        """What identifies our own authority, as phones show it: SHA-256, in pairs."""
        from cryptography.hazmat.primitives.serialization import Encoding

        if self.authority is None:
            return ""
        digest = hashlib.sha256(_read(self.authority).public_bytes(Encoding.DER)).hexdigest().upper()
        return " ".join(digest[at : at + 2] for at in range(0, len(digest), 2))


def own_certificates(folder: Path, *, host: str, now: datetime) -> Certificates:
    """The authority of this folder, made where there is none or it ends, and a leaf for the host and our addresses."""
    from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

    files = Certificates(folder / "hub.pem", folder / "hub-key.pem", folder / "authority.pem")
    authority_key = folder / "authority-key.pem"
    assert files.authority is not None
    if not (files.authority.is_file() and authority_key.is_file() and _is_good(files.authority, host, now)):
        certificate, key = _authority(host, now)
        write_private(authority_key, _pem(key))
        write_private(files.authority, certificate.public_bytes(Encoding.PEM))
    authority = _read(files.authority)
    signing: Any = load_pem_private_key(authority_key.read_bytes(), None)
    leaf, key = _leaf(host, own_addresses(), authority, signing, now)
    write_private(files.key, _pem(key))
    write_private(files.certificate, leaf.public_bytes(Encoding.PEM) + authority.public_bytes(Encoding.PEM))
    return files


def own_addresses() -> list[str]:
    """The addresses of this computer in private networks, its own first."""
    found = {"127.0.0.1"}
    with suppress(OSError):
        found |= {str(each[4][0]) for each in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # sends nothing: it only asks which of our addresses would
        found.add(str(probe.getsockname()[0]))
    networks = [ipaddress.ip_network(each) for each in PRIVATE]
    return sorted(each for each in found if any(ipaddress.ip_address(each) in network for network in networks))


def is_address(host: str) -> bool:
    """Whether a host is a number, not a name."""
    with suppress(ValueError):
        return bool(ipaddress.ip_address(host))
    return False


def _authority(host: str, now: datetime) -> tuple["Certificate", "EllipticCurvePrivateKey"]:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"Foro, concentrador de puertas ({host})")
    builder = _builder(name, name, key, now).add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    permitted: list[x509.GeneralName] = [x509.DNSName("localhost")]
    permitted += [x509.IPAddress(ipaddress.ip_network(each)) for each in PRIVATE]
    permitted += [] if is_address(host) else [x509.DNSName(host)]
    limits = x509.NameConstraints(permitted_subtrees=permitted, excluded_subtrees=None)
    builder = builder.add_extension(limits, critical=True)
    builder = builder.add_extension(_usage("key_cert_sign", "crl_sign"), critical=True)
    return _signed(builder, key, key), key


def _leaf(
    host: str, addresses: Sequence[str], authority: "Certificate", signing: Any, now: datetime
) -> tuple["Certificate", "EllipticCurvePrivateKey"]:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    numbers = {*addresses, host} if is_address(host) else set(addresses)
    names: list[x509.GeneralName] = [x509.IPAddress(ipaddress.ip_address(each)) for each in sorted(numbers)]
    names += [x509.DNSName(each) for each in ("localhost", *(() if is_address(host) else (host,)))]
    builder = _builder(_name(host), authority.subject, key, now, until=authority.not_valid_after_utc)
    for extension, is_critical in (
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (x509.SubjectAlternativeName(names), False),
        (x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.SERVER_AUTH]), False),
        (_usage("digital_signature"), True),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), False),
    ):
        builder = builder.add_extension(extension, critical=is_critical)
    return _signed(builder, signing, key), key


def _builder(subject: Any, issuer: Any, key: Any, now: datetime, *, until: datetime | None = None) -> Any:
    from cryptography import x509

    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(until or now + LIFETIME)
    )


def _signed(builder: Any, signing: Any, key: Any) -> "Certificate":
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256

    identified = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    certificate: Certificate = identified.sign(signing, SHA256())
    return certificate


def _usage(*wanted: str) -> Any:
    from cryptography import x509

    names = (
        *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
        *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
    )
    return x509.KeyUsage(**{name: name in wanted for name in names})


def _name(text: str) -> Any:
    from cryptography import x509

    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text[:64])])


def _pem(key: Any) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    pem: bytes = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return pem


def _read(path: Path) -> "Certificate":
    from cryptography import x509

    return x509.load_pem_x509_certificate(path.read_bytes())


def _is_good(path: Path, host: str, now: datetime) -> bool:
    """Whether an authority lasts and may vouch for the host: one made for another name is made again."""
    from cryptography import x509

    try:
        authority = _read(path)
        permitted = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    except (ValueError, x509.ExtensionNotFound):
        return False
    names: Iterable[str] = [each.value for each in permitted if isinstance(each, x509.DNSName)]
    return authority.not_valid_after_utc - now > LEAST_LEFT and (is_address(host) or host in names)
