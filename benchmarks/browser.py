"""Requests as a browser sends them, byte by byte, for people who are signed in."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from forum.accounts.models import SignInSession
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.core.tokens import new_token, token_hash


@dataclass(frozen=True)
class Browser:
    """A browser with its session cookie and the CSRF token that belongs to it."""

    host: str
    cookie: str
    csrf: str

    def get(self, path: str, *, language: str = "es-MX", more: str = "") -> bytes:
        """A GET request; `more`: further lines of its head."""
        return (
            f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\nCookie: {self.cookie}\r\n"
            f"Accept: text/html\r\nAccept-Language: {language}\r\n{more}\r\n"
        ).encode()

    def post_form(self, path: str, fields: dict[str, str]) -> bytes:
        """A POST of a form, with its token."""
        body = urlencode({"csrf_token": self.csrf, **fields}).encode()
        return self._post(path, "application/x-www-form-urlencoded", body)

    def post_json(self, path: str, body: bytes) -> bytes:
        """A POST of JSON, with the token in the header."""
        return self._post(path, "application/json", body)

    def _post(self, path: str, media_type: str, body: bytes) -> bytes:
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {self.host}\r\nCookie: {self.cookie}\r\nX-CSRFToken: {self.csrf}\r\n"
            f"Referer: http://{self.host}/\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


def browser(app: Flask, host: str, *, person_id: int | None = None) -> Browser:
    """A browser, signed in as a person where one is given. Needs an application context."""
    content: dict[str, object] = {"csrf_token": secrets.token_hex(20)}
    if person_id is not None:
        content |= {"_user_id": _session_of(person_id), "_fresh": True}
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    cookie = f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps(content)}"
    csrf = URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token").dumps(content["csrf_token"])
    return Browser(host, cookie, str(csrf))


def _session_of(person_id: int) -> str:
    token = new_token()
    with atomic() as session:
        session.add(
            SignInSession(
                person_id=person_id,
                token_hash=token_hash(token),
                user_agent="benchmark",
                created_at=utc_now(),
                expires_at=utc_now() + timedelta(days=1),
            )
        )
    return token
