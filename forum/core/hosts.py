"""The names this site answers to: that of its public address, those of the settings, and this machine's own.

A request for another name (a `Host` header that somebody made up, a domain that points here) is answered in words, with
400. Nothing of the app sees that name: the header is replaced by ours before anything reads it.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, jsonify, make_response, render_template, request

from forum.core.i18n import N_
from forum.core.i18n import gettext as _
from forum.settings import Settings

HERE = frozenset({"localhost", "127.0.0.1", "[::1]"})
UNKNOWN = "foro.unknown_host"
TITLE = N_("Este sitio tiene otra dirección")
SENTENCE = N_("Ábralo en %(address)s.")


def init_hosts(app: Flask) -> None:
    """Check the host of each request. Call it before what else reads the address, and before proxies are trusted."""
    settings: Settings = app.config["FORO"]
    app.wsgi_app = KnownHosts(app.wsgi_app, own=urlsplit(settings.base_url).netloc, more=settings.hosts)  # type: ignore[method-assign]
    app.url_value_preprocessor(_refuse_unknown)
    app.after_request(_lead_within)


class KnownHosts:
    """A WSGI app that marks requests for other hosts, and gives all of them a host of ours."""

    def __init__(self, inner: Any, *, own: str, more: Iterable[str]) -> None:
        self._inner = inner
        self._own = own
        self._names = HERE | {name_of(own)} | {name_of(host) for host in more}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Answer one request."""
        host = environ.get("HTTP_HOST", "")
        if name_of(host) not in self._names:  # some checks of health (HTTP/1.0) name no host
            environ[UNKNOWN] = bool(host)
            environ["HTTP_HOST"] = self._own
        return self._inner(environ, start_response)


def name_of(host: str) -> str:
    """The name in a host, without its port: `foro.example.mx:8000` → `foro.example.mx`."""
    name, colon, port = host.rpartition(":")
    return (name if colon and (port.isdigit() or not port) else host).rstrip(".").lower()


def _refuse_unknown(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    if not request.environ.get(UNKNOWN):
        return
    address = current_app.config["FORO"].base_url
    title, sentence = _(TITLE), _(SENTENCE, address=address)
    if request.is_json or request.path.startswith("/api/"):
        abort(make_response(jsonify(code="core.unknown_host", message=f"{title}. {sentence}"), 400))
    page = render_template("errors/error.html", code=400, title=title, message=sentence, home_url=f"{address}/")
    abort(make_response(page, 400))


def _lead_within(response: Response) -> Response:
    """Lead to a page of ours by its path: a redirect to the proper form of an address names the host of the request."""
    if response.location and response.location.startswith(request.host_url):
        response.location = response.location[len(request.host_url) - 1 :]
    return response
