"""The operations of the API as views: who asks, what they may, one answer for each request, and its form as JSON."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for

from forum.core.access import SIGNED_IN, for_keys, requires, signed_in
from forum.core.clock import utc_now
from forum.core.database import lock_name
from forum.core.errors import NotAllowed
from forum.core.filters import local
from forum.core.limits import limited
from forum.core.operations import WRITING, Listed, Operation, ensure_asked, plain
from forum.core.problems import ROOT
from forum.core.web import csrf, only_asks
from forum.editions.context import current_edition
from forum.integrations.context import current_holder, holder_key, init_integrations
from forum.integrations.errors import ChangedMeanwhile, ScopeMissing
from forum.integrations.rules import ensure_idempotency_key, fingerprint
from forum.integrations.service import do_once
from forum.integrations.service.calls import Call
from forum.integrations.service.readings import ReadBy, note_reading

EDITION = f"{ROOT}/editions/<edition_slug>"
RATE = "300/minute"
"""Of each key and operation: as fast as a program that waits for each answer asks."""

View = Callable[..., Response]


def api_of(operations: Sequence[Operation]) -> Blueprint:
    """The blueprint with a view for each operation."""
    blueprint = Blueprint("api", __name__, url_prefix=EDITION)
    for operation in operations:
        blueprint.add_url_rule(
            operation.path, operation.name, _view_of(operation), methods=[operation.method], strict_slashes=False
        )
    blueprint.record(lambda state: init_integrations(state.app, tuple(operations)))
    csrf.exempt(blueprint)  # no cookie opens anything here
    return blueprint


def _view_of(operation: Operation) -> View:
    @limited(RATE, key=holder_key)
    def view(**ids: Any) -> Response:
        holder = current_holder()
        if holder.edition_id != current_edition().id:
            raise NotAllowed
        if operation.scope is not None and operation.scope not in holder.scopes:
            raise ScopeMissing(code=operation.scope)
        ensure_asked(operation)
        return _written(operation, ids) if operation.method in WRITING else _read(operation, ids)

    view.__name__ = operation.name
    mark = signed_in if operation.permission == SIGNED_IN else requires(operation.permission)
    return for_keys(mark(view))


def _read(operation: Operation, ids: dict[str, Any]) -> Response:
    answer = operation.verb(**ids)
    response = jsonify(plain(answer))
    if isinstance(answer, Listed):
        _add_links(response, operation, answer)
    response.add_etag()
    response.make_conditional(request)
    if operation.hands_over and response.status_code == 200 and not only_asks():
        _record(operation, answer)
    return response


def _record(operation: Operation, answer: Any) -> None:
    """Write down that data of people left by a key; what changed nothing since, as its ETag says, did not leave."""
    holder = current_holder()
    note_reading(
        ReadBy(key_name=holder.key_name, person_id=holder.id, edition_id=holder.edition_id),
        what=operation.hands_over,
        people=len(answer.items) if isinstance(answer, Listed) else 1,
        since=local(utc_now()).replace(hour=0, minute=0, second=0, microsecond=0),
        now=utc_now(),
    )


def _add_links(response: Response, operation: Operation, answer: Listed[Any]) -> None:
    """The pages around this one (RFC 8288)."""
    last = answer.pages
    pages = {"first": 1, "prev": answer.page - 1, "next": answer.page + 1, "last": last}
    asked = {name: value for name, value in request.args.items() if name != "page"}
    links = [
        f'<{url_for(f"api.{operation.name}", **asked, page=number, _external=True)}>; rel="{name}"'
        for name, number in pages.items()
        if 1 <= number <= last and (name not in {"prev", "next"} or number != answer.page)
    ]
    response.headers["Link"] = ", ".join(links)


def _written(operation: Operation, ids: dict[str, Any]) -> Response:
    idempotency_key = request.headers.get("Idempotency-Key")
    ensure_idempotency_key(idempotency_key)
    call = Call(
        key_id=current_holder().key_id,
        operation=operation.name,
        address=request.path,
        status=operation.status,
        fingerprint=fingerprint(request.method, request.full_path, request.get_data(cache=True)),
        idempotency_key=idempotency_key if operation.method == "POST" else None,
    )
    answer, is_repeated = do_once(call, lambda: _done(operation, ids), now=utc_now())
    response = jsonify(answer)
    response.status_code = operation.status
    if is_repeated:
        response.headers["Idempotent-Replayed"] = "true"
    if operation.status == 201 and "id" in answer:
        response.headers["Location"] = f"{request.base_url.rstrip('/')}/{answer['id']}"
    return response


def _ensure_unchanged(shown: Any) -> None:
    if not request.if_match:
        return
    response = jsonify(plain(shown))
    response.add_etag()
    if not request.if_match.contains(response.get_etag()[0] or ""):
        raise ChangedMeanwhile


def _done(operation: Operation, ids: dict[str, Any]) -> dict[str, Any]:
    if operation.shows is not None:
        lock_name(f"api {request.path}")  # of two that change one thing the second reads what the first wrote
        _ensure_unchanged(operation.shows(**ids))
    done: dict[str, Any] = plain(operation.verb(**ids))
    return done
