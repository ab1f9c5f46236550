"""Signatures whose keys are derived once: itsdangerous derives one for each cookie and link it signs or reads.

The bytes are those of the libraries' own signers, with which the tests compare.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import Signer, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import want_bytes


@lru_cache(maxsize=256)
def _derived(secret: bytes, salt: bytes, derivation: str, digest: Callable[..., Any]) -> bytes:
    return Signer(secret, salt=salt, key_derivation=derivation, digest_method=digest).derive_key()


class _KeptKey:
    """What both signers share."""

    secret_keys: list[bytes]
    salt: bytes
    key_derivation: str
    digest_method: Callable[..., Any]

    def derive_key(self, secret_key: str | bytes | None = None) -> bytes:
        """The key of this purpose, derived from the app's secret."""
        secret = self.secret_keys[-1] if secret_key is None else want_bytes(secret_key)
        return _derived(secret, self.salt, self.key_derivation, self.digest_method)


class KeptSigner(_KeptKey, Signer):
    """A signer without time."""


class KeptTimestampSigner(_KeptKey, TimestampSigner):
    """A signer that tells when."""


class KeptSessions(SecureCookieSessionInterface):
    """Flask's session cookie, its serializer made once for each secret."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """As Flask's own, with kept keys; None without a secret."""
        if not app.secret_key:
            return None
        return _of_sessions(self, tuple(want_bytes(key) for key in _secrets(app)))


def _secrets(app: Flask) -> list[str | bytes]:
    """The secrets to read with, the one to sign with last."""
    return [*(app.config["SECRET_KEY_FALLBACKS"] or ()), app.secret_key or ""]


@lru_cache(maxsize=16)
def _of_sessions(interface: KeptSessions, secrets: tuple[bytes, ...]) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        list(secrets),
        salt=interface.salt,
        serializer=interface.serializer,
        signer=KeptTimestampSigner,
        signer_kwargs={"key_derivation": interface.key_derivation, "digest_method": interface.digest_method},
    )
