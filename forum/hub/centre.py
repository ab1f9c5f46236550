"""The centre, asked over HTTP with little patience: while it is away nobody waits for it.

Its address is looked up in the background, for a resolver without internet hangs for many seconds. After a question
without an answer none is asked until a probe in the background finds the centre again.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from forum.core.clock import utc_now

PATIENCE = 0.7
"""Seconds for a scan or a roster: a phone waits 1.2 s for its answer, and then gives one itself."""

LONG_PATIENCE = 20.0
"""Seconds for a page, which somebody asked for and sees coming."""

PROBE_PATIENCE = 3.0
LOOKED_UP_EVERY = 300.0
KEPT_OPEN = 30.0
"""Seconds; what may arrive twice is sent again at once where the centre closed the connection before."""

AWAY = frozenset({502, 503, 504})
"""The proxy of the centre, or the centre without its database: it cannot answer."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Question:
    """What the centre is asked. `again`: it may arrive twice without harm."""

    method: str
    path: str
    headers: Headers = ()
    body: bytes = b""
    again: bool = False


class CentreAway(Exception):
    """The centre does not answer."""


class UnsafeCentre(ValueError):
    """The address of the centre is not one that a hub may use."""


@dataclass(frozen=True, slots=True)
class CentreAnswer:
    """What the centre answered."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """The first header of this name; empty for none."""
        return next((value for each, value in self.headers if each.lower() == name.lower()), "")


@dataclass(frozen=True, slots=True)
class CentreAddress:
    """Where the centre is."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, address: str) -> "CentreAddress":
        """The parts of an address.

        Raises:
            UnsafeCentre: it is none, or without HTTPS on another machine.
        """
        parts = urlsplit(address)
        host = parts.hostname or ""
        if parts.scheme not in {"http", "https"} or not host:
            raise UnsafeCentre("Write the address of the centre, such as https://foro.example.mx.")
        if parts.scheme == "http" and host not in LOOPBACK:
            raise UnsafeCentre("The address of the centre must start with https://.")
        return cls(parts.scheme, host, parts.port or (443 if parts.scheme == "https" else 80))

    @property
    def netloc(self) -> str:
        """The host as a header names it."""
        usual = self.port == (443 if self.scheme == "https" else 80)
        return self.host if usual else f"{self.host}:{self.port}"

    @property
    def origin(self) -> str:
        """The address of its start page, without the last slash."""
        return f"{self.scheme}://{self.netloc}"


@dataclass
class _Kept(threading.local):
    """The connection of a thread, and when it was used last."""

    connection: http.client.HTTPConnection | None = None
    used: float = 0.0


@dataclass
class Centre:
    """Asks the centre; knows whether it answers."""

    address: CentreAddress
    is_away: bool = False
    changed_at: datetime = field(default_factory=utc_now)
    _found: list[str] = field(default_factory=list)
    _looked_up: float = 0.0
    _kept: _Kept = field(default_factory=_Kept)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._context = ssl.create_default_context() if self.address.scheme == "https" else None

    def ask(self, question: Question, *, patience: float) -> CentreAnswer:
        """Ask the centre, so many seconds.

        Raises:
            CentreAway: it does not answer, or did not a moment ago.
        """
        if self.is_away:
            raise CentreAway
        try:
            answer = self._asked(question, patience)
        except (OSError, http.client.HTTPException) as fault:
            self._set_away(True)
            raise CentreAway from fault
        if answer.status in AWAY:
            self._set_away(True)
            raise CentreAway
        return answer

    def close(self) -> None:
        """Close the connection of this thread."""
        self._drop()

    def probe(self) -> bool:
        """Look the address up where it is time, and ask whether the centre is there; called in the background."""
        with suppress(OSError):
            self._look_up()
        try:
            question = Question("GET", "/healthz", [("Host", self.address.netloc)], again=True)
            answer = self._asked(question, PROBE_PATIENCE)
        except (OSError, http.client.HTTPException):
            self._set_away(True)
            return False
        self._set_away(answer.status != 200)
        return answer.status == 200

    def _set_away(self, is_away: bool) -> None:
        with self._lock:
            if is_away != self.is_away:
                self.is_away, self.changed_at = is_away, utc_now()

    def _look_up(self) -> None:
        if self._found and not self.is_away and time.monotonic() - self._looked_up < LOOKED_UP_EVERY:
            return
        found = socket.getaddrinfo(self.address.host, self.address.port, type=socket.SOCK_STREAM)
        self._found = list(dict.fromkeys(str(each[4][0]) for each in found))
        self._looked_up = time.monotonic()

    def _asked(self, question: Question, patience: float) -> CentreAnswer:
        kept, is_fresh = self._kept, time.monotonic() - self._kept.used < KEPT_OPEN
        if kept.connection is not None and question.again and is_fresh:
            try:
                return self._exchanged(kept.connection, question, patience)
            except TimeoutError:
                raise
            except (OSError, http.client.HTTPException):
                pass  # it was closed meanwhile
        self._drop()
        kept.connection = self._connected(patience)
        return self._exchanged(kept.connection, question, patience)

    def _exchanged(self, connection: http.client.HTTPConnection, question: Question, patience: float) -> CentreAnswer:
        method, body = question.method, question.body
        try:
            if connection.sock is not None:
                connection.sock.settimeout(patience)
            connection.putrequest(method, question.path, skip_host=True, skip_accept_encoding=True)
            for name, value in question.headers:
                connection.putheader(name, value)
            if body or method not in {"GET", "HEAD", "OPTIONS"}:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body or None)
            response = connection.getresponse()
            answer = CentreAnswer(response.status, response.getheaders(), response.read())
        except BaseException:
            self._drop()
            raise
        self._kept.used = time.monotonic()
        if response.will_close:
            self._drop()
        return answer

    def _drop(self) -> None:
        if self._kept.connection is not None:
            self._kept.connection.close()
        self._kept.connection = None

    def _connected(self, patience: float) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection(self.address.host, self.address.port)
        plain = _first_open(self._found, self.address.port, patience)
        if self._context is None:
            connection.sock = plain
        else:
            plain.settimeout(patience)
            connection.sock = self._context.wrap_socket(plain, server_hostname=self.address.host)
        return connection


def _first_open(hosts: Iterable[str], port: int, patience: float) -> socket.socket:
    fault: OSError = ConnectionError("the address of the centre is not known yet")
    end = time.monotonic() + patience
    for host in hosts:
        left = end - time.monotonic()
        if left <= 0:
            break
        try:
            return socket.create_connection((host, port), timeout=left)
        except OSError as error:
            fault = error
    raise fault
