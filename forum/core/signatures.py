"""Signing files in the organiser's name: PKCS #7 beside the file (RFC 5652), and tokens as JSON (RFC 7515, RS256)."""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any


class KeyNotReadable(Exception):
    """A certificate or key is not what it should be; the message says which."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: certificate, key and the authority's certificate, each PEM.

    Raises:
        KeyNotReadable: one of them cannot be read.
    """

    certificate: bytes
    key: bytes
    authority: bytes

    def subject(self, name: str) -> str:
        """A part of the certificate's subject, `UID` or `OU`; empty where it has none."""
        from cryptography.x509.oid import NameOID

        oid = {"UID": NameOID.USER_ID, "OU": NameOID.ORGANIZATIONAL_UNIT_NAME}[name]
        found = self._certificate().subject.get_attributes_for_oid(oid)
        return str(found[0].value) if found else ""

    def sign(self, data: bytes) -> bytes:
        """The detached signature of a file, DER."""
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key, pkcs7
        from cryptography.x509 import load_pem_x509_certificate

        try:
            key: Any = load_pem_private_key(self.key, None)
            authority = load_pem_x509_certificate(self.authority)
            builder = pkcs7.PKCS7SignatureBuilder().set_data(data).add_signer(self._certificate(), key, SHA256())
        except (ValueError, TypeError) as error:
            raise KeyNotReadable(str(error)) from error
        options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
        return builder.add_certificate(authority).sign(Encoding.DER, options)

    def _certificate(self) -> Any:
        from cryptography.x509 import load_pem_x509_certificate

        try:
            return load_pem_x509_certificate(self.certificate)
        except ValueError as error:
            raise KeyNotReadable(str(error)) from error


def signed_token(claims: dict[str, Any], *, key: bytes) -> str:
    """A JSON web token signed with an RSA key (PEM).

    Raises:
        KeyNotReadable: the key is no RSA key.
    """
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        private = load_pem_private_key(key, None)
    except (ValueError, TypeError) as error:
        raise KeyNotReadable(str(error)) from error
    if not isinstance(private, RSAPrivateKey):
        raise KeyNotReadable("not an RSA key")
    parts = ({"alg": "RS256", "typ": "JWT"}, claims)
    text = ".".join(_encoded(json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()) for part in parts)
    return f"{text}.{_encoded(private.sign(text.encode(), PKCS1v15(), SHA256()))}"


def _encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
