"""Secrets and signatures: random tokens kept hashed, and links that carry their own signature."""

import hashlib
import hmac
import secrets
from functools import lru_cache
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from forum.core.signing import KeptSigner


def new_token() -> str:
    """A random URL-safe token of 192 bits."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """What the database keeps of a token (SHA-256, hex): a stolen copy of the table is of no use.

    A plain hash is enough: the tokens are long and random, so they cannot be guessed.
    """
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_hash(text: str) -> str:
    """A hash made with the app's secret (HMAC-SHA256, hex): of what could be guessed, such as a mail address."""
    return hmac.new(str(current_app.secret_key or "").encode(), text.encode(), hashlib.sha256).hexdigest()


def sign(purpose: str, value: Any) -> str:
    """A URL-safe signed form of a small JSON value, valid for one purpose only."""
    return str(_serializer(purpose).dumps(value))


def unsign(purpose: str, token: str) -> Any | None:
    """The value signed for this purpose, or None when the signature is wrong."""
    try:
        return _serializer(purpose).loads(token)
    except BadSignature:
        return None


def _serializer(purpose: str) -> URLSafeSerializer:
    return _serializer_of(current_app.secret_key or "", purpose)


@lru_cache(maxsize=64)
def _serializer_of(secret: str | bytes, purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=f"foro.{purpose}", signer=KeptSigner)
