"""The log as JSON, a line for each thing that happened (FORO_LOG=json), with the request it belongs to.

Lines name routes, requests and people by number: no address that holds a secret, nothing that somebody typed. Without
the setting, warnings and errors are written as words, and requests are not logged.

    log = logging.getLogger("forum.hub")
    log.warning("the centre does not answer", extra={"facts": {"seconds": 4}})
"""

import json
import logging
import re
import secrets
import sys
import time
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, g, has_request_context, request
from sqlalchemy import event

from forum.core.database import on_commit
from forum.core.errors import Refusal
from forum.core.limits import network_address
from forum.core.tokens import keyed_hash

REQUEST_ID = "X-Request-ID"
_GIVEN = re.compile(r"[\w-]{8,64}", re.ASCII)
_VALUES = re.compile(r"^(DETAIL|CONTEXT|\[parameters): .*$", re.MULTILINE)
access = logging.getLogger("forum.access")
security = logging.getLogger("forum.security")


class JsonLines(logging.Formatter):
    """A record as one line of JSON; the values of a failed statement are left out of what it says."""

    def format(self, record: logging.LogRecord) -> str:
        """The line: when, how grave, from where, what, in which request, and the facts of `extra`."""
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_values(record.getMessage()),
            **_about_request(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            said["error"] = without_values(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False, default=str)


def without_values(text: str) -> str:
    """What a driver says of an error, without the lines that repeat values of people."""
    return _VALUES.sub(r"\1: …", text)


def write_json() -> None:
    """Let everything that this process logs be JSON on its standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    logging.getLogger("forum").setLevel(logging.INFO)


def init_logs(app: Flask) -> None:
    """Give each request a number, which its answer, its errors and its line in the log have; and log it."""
    if app.config["FORO"].log_as_json:
        write_json()
        app.after_request(_log_request)
    app.before_request(_begin)
    app.after_request(_tell)


def route_name() -> str:
    """What a request asked for, as the program names it: its address may hold a secret."""
    return f"{request.method} {request.url_rule.rule if request.url_rule else 'unknown'}"


def note_security(what: str, **facts: Any) -> None:
    """Write a line of the security log: who signed in or was refused, whose role changed, what left the house.

    Where it comes from is a hash: lines of one network can be told together, and nobody reads its address from them.
    """
    if security.isEnabledFor(logging.INFO):
        source = {"network": keyed_hash(network_address())[:12]} if has_request_context() else {}
        security.info(what, extra={"facts": {**source, **facts}})


def note_refusal(refusal: Refusal) -> None:
    """Write to the security log that somebody was kept out, where the refusal is one of those."""
    if refusal.is_security:
        note_security("refused", code=refusal.code)


def note_rows(model: type[Any], what: str, *columns: str) -> None:
    """Write to the security log what each new row of a model says in these columns, once it is saved."""

    def noted(_mapper: Any, _connection: Any, row: Any) -> None:
        facts = {column: getattr(row, column) for column in columns}
        on_commit(lambda: note_security(what, **facts))

    event.listen(model, "after_insert", noted)


def _begin() -> None:
    given = request.headers.get(REQUEST_ID, "")
    g.request_id = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
    g.began_at = time.perf_counter()


def _tell(response: Response) -> Response:
    if "request_id" in g:
        response.headers[REQUEST_ID] = g.request_id
    return response


def seconds_so_far() -> float:
    """How long this request has taken until now."""
    return time.perf_counter() - float(g.get("began_at", time.perf_counter()))


def _log_request(response: Response) -> Response:
    facts = {"status": response.status_code, "ms": round(1000 * seconds_so_far(), 1)}
    access.info(route_name(), extra={"facts": facts})
    return response


def _about_request() -> dict[str, Any]:
    if not has_request_context():
        return {}
    about: dict[str, Any] = {"request": g.get("request_id"), "route": route_name()}
    person_id = getattr(g.get("_login_user"), "id", None)  # known only where the request asked who it is
    return about if person_id is None else {**about, "person": person_id}
