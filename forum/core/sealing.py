"""Sealing: what is kept on a device that may be lost, readable only with a secret that the device does not keep.

`seal(key, …)` is for who has the key, such as a code printed on a badge; `public_key()` and `open_sealed(…)` are for
this server alone. HKDF-SHA-256, AES-256-GCM and ECDH on P-256: what browsers have as WebCrypto.
"""

import hashlib
import hmac
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from flask import current_app

from forum.core.tokens import keyed_hash

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

SHORT_NONCE: Final = 8
SHORT_TAG: Final = 12
"""96 bits, the shortest that is of general use (NIST SP 800-38D): of 15,000 texts each byte counts."""

POINT: Final = 65
_REST_OF_NONCE: Final = bytes(4)
_NO_NONCE: Final = bytes(12)
_PURPOSE: Final = b"foro-sealed-for-the-server"
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256


def extract(secret: bytes, *, salt: bytes) -> bytes:
    """The first half of HKDF (RFC 5869): a key to derive others from."""
    return hmac.digest(salt, secret, "sha256")


def expand(key: bytes, *, info: bytes) -> bytes:
    """The second half of HKDF: 32 bytes for one use, which `info` names."""
    return hmac.digest(key, info + b"\x01", "sha256")


def seal(key: bytes, plain: bytes) -> bytes:
    """Encrypt with AES-GCM: nonce (8 bytes, four zeros follow), ciphertext, the first 12 bytes of the tag.

    The nonce is a hash of what is sealed: the same under the same key is the same text again, and something else never
    shares a nonce with it, as keys are of one badge and so seal but a few texts.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = hmac.digest(key, plain, "sha256")[:SHORT_NONCE]
    return nonce + AESGCM(key).encrypt(nonce + _REST_OF_NONCE, plain, None)[: len(plain) + SHORT_TAG]


def unseal(key: bytes, sealed: bytes) -> bytes | None:
    """What `seal` sealed with this key; None where it was another key, or it is broken."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    nonce, text, tag = sealed[:SHORT_NONCE], sealed[SHORT_NONCE:-SHORT_TAG], sealed[-SHORT_TAG:]
    try:
        mode = modes.GCM(nonce + _REST_OF_NONCE, tag, min_tag_length=SHORT_TAG)
        opening = Cipher(algorithms.AES(key), mode).decryptor()
        return opening.update(text) + opening.finalize()
    except (InvalidTag, ValueError):
        return None


def seal_for(key: bytes, plain: bytes, *, label: str) -> bytes:
    """Seal for the server that has this public key, under a label: as js/scan/seal.js does; see `open_sealed`."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    server = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key)
    own = ec.generate_private_key(ec.SECP256R1())
    point = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    once = expand(extract(own.exchange(ec.ECDH(), server), salt=point), info=_PURPOSE)
    return point + AESGCM(once).encrypt(_NO_NONCE, plain, label.encode())


def public_key() -> bytes:
    """The server's public key, an uncompressed point: whoever has it seals what only the server opens."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return _private_key().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def open_sealed(sealed: bytes, *, label: str) -> bytes | None:
    """What was sealed for the server under this label; None where it was not, or is broken."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    point, text = sealed[:POINT], sealed[POINT:]
    try:
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        shared = _private_key().exchange(ec.ECDH(), sender)
        key = expand(extract(shared, salt=point), info=_PURPOSE)
        return AESGCM(key).decrypt(_NO_NONCE, text, label.encode())
    except (InvalidTag, ValueError):
        return None


def _private_key() -> "EllipticCurvePrivateKey":
    return _private_key_of(str(current_app.secret_key or ""), keyed_hash(_PURPOSE.decode()))


@lru_cache(maxsize=16)
def _private_key_of(_secret: str, derived: str) -> "EllipticCurvePrivateKey":
    from cryptography.hazmat.primitives.asymmetric import ec

    wide = hashlib.sha512(derived.encode()).digest()  # far wider than the order: no value is likelier than another
    return ec.derive_private_key(int.from_bytes(wide, "big") % (_ORDER - 1) + 1, ec.SECP256R1())
