"""Passing a request of a phone on to the centre, and its answer back, so that the phone stays at the hub.

Only the centre is ever asked: what a request says of hosts goes no further.
"""

import hashlib
import re
from urllib.parse import quote

from flask import Request, Response

from forum.checkin.rules.hubs import HUB_HEADER, STEWARD_HEADER
from forum.hub.centre import Centre, CentreAnswer, Question

SESSION_COOKIES = ("__Host-foro", "foro")
_OF_THE_CONNECTION = frozenset(
    {
        *("connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer"),
        *("transfer-encoding", "upgrade", "content-length", "expect"),
    }
)
_NOT_SENT = _OF_THE_CONNECTION | {
    *("host", "forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "authorization"),
    HUB_HEADER.lower(),
}
# What the centre says of its own name (only HTTPS there, its servers) is not said of the hub's.
_NOT_ANSWERED = _OF_THE_CONNECTION | {
    *("strict-transport-security", "alt-svc", "date", "server"),
    STEWARD_HEADER.lower(),
}
_AS_IT_IS = "%/:=&?~#+!$,;'@()*[]"
_DOMAIN = re.compile(r";\s*domain=[^;]*", re.IGNORECASE)


def passed_on(request: Request, centre: Centre, *, patience: float, again: bool = False, key: str = "") -> CentreAnswer:
    """What the centre answers to a request; with the hub's key where one is given.

    Raises:
        CentreAway: it does not answer.
    """
    here, there = request.host_url.rstrip("/"), centre.address.origin
    headers = [("Host", centre.address.netloc)]
    for name, value in request.headers:
        if name.lower() in {"origin", "referer"} and value.startswith(here):
            headers.append((name, there + value[len(here) :]))
        elif name.lower() not in _NOT_SENT:
            headers.append((name, value))
    if key:
        headers.append((HUB_HEADER, key))
    path = request.environ.get("REQUEST_URI") or request.full_path.rstrip("?")
    is_harmless = again or request.method in {"GET", "HEAD", "OPTIONS"}
    question = Question(request.method, _path_only(path), headers, request.get_data(cache=True), is_harmless)
    return centre.ask(question, patience=patience)


def _path_only(address: str) -> str:
    """An address as a path: some clients name the host in it, or write letters that have to be quoted."""
    path = re.sub(r"^[a-z]+://[^/]*", "", address, flags=re.IGNORECASE)
    return quote(path, safe=_AS_IT_IS) or "/"


def response_of(answer: CentreAnswer, centre: Centre) -> Response:
    """The centre's answer, for the phone: what leads to the centre leads to the hub."""
    response = Response(answer.body, status=answer.status)
    response.headers.clear()
    for name, value in answer.headers:
        if name.lower() in _NOT_ANSWERED:
            continue
        if name.lower() == "location" and value.startswith(centre.address.origin):
            value = value[len(centre.address.origin) :] or "/"  # noqa: PLW2901
        elif name.lower() == "set-cookie":
            value = _DOMAIN.sub("", value)  # noqa: PLW2901
        response.headers.add(name, value)
    return response


def session_hash(request: Request) -> str:
    """What the hub remembers of who asks: a hash of the session's cookie; empty where there is none."""
    cookie = next((request.cookies[name] for name in SESSION_COOKIES if name in request.cookies), "")
    return hashlib.sha256(cookie.encode()).hexdigest() if cookie else ""


def is_of_another_site(request: Request) -> bool:
    """Whether a page of another site sent this: browsers say where what changes something comes from."""
    origin = request.headers.get("Origin", "")
    return bool(origin) and origin != request.host_url.rstrip("/")
