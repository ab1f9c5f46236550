"""Secrets and signatures: random tokens kept hashed, and links that carry their own signature."""

import hashlib
import secrets
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer


def new_token() -> str:
    """A random URL-safe token of 192 bits."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """What the database keeps of a token (SHA-256, hex): a stolen copy of the table opens nothing.

    A plain hash is right here: the tokens are random and long, so there is nothing to guess.
    """
    return hashlib.sha256(token.encode()).hexdigest()


def sign(purpose: str, value: Any) -> str:
    """A URL-safe signed form of a small JSON value, valid for one purpose only."""
    return str(_serializer(purpose).dumps(value))


def unsign(purpose: str, token: str) -> Any | None:
    """The value signed for this purpose, or None when the signature is not ours."""
    try:
        return _serializer(purpose).loads(token)
    except BadSignature:
        return None


def _serializer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt=f"foro.{purpose}")
