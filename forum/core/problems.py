"""Refusals for programs: every answer of the API that is no success is a problem of RFC 9457.

`code` is stable (`registration.category_full`), `detail` is a sentence in the language of `Accept-Language`, `errors`
names the fields that are wrong.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import Response, current_app, jsonify, request

from forum.core.errors import Refusal
from forum.core.i18n import N_, gettext, sentence_of

ROOT = "/api/v1"
PROBLEM = "application/problem+json"
NAMES = {
    400: "core.bad_request",
    401: "core.key_missing",
    403: "core.not_allowed",
    404: "core.not_found",
    405: "core.method_not_allowed",
    409: "core.conflict",
    412: "core.changed_meanwhile",
    413: "core.too_large",
    415: "core.not_json",
    429: "core.too_many_requests",
}
KEY_WORDS = N_("Falta una llave que funcione: envíela como «Authorization: Bearer …».")


def answers_problems() -> bool:
    """Whether this request is one of the API."""
    return request.path.startswith(f"{ROOT}/")


def problem(
    status: int,
    detail: str,
    *,
    code: str | None = None,
    errors: Sequence[Mapping[str, str]] = (),
    methods: Iterable[str] | None = None,
    **more: Any,
) -> Response:
    """The answer to what is not done: why, and for programs the code of it; `methods`: which there are instead."""
    told: dict[str, Any] = {
        "type": "about:blank",
        "title": _title(status),
        "status": status,
        "code": code or NAMES.get(status, "core.failed"),
        "detail": detail,
        **({"errors": list(errors)} if errors else {}),
        **more,
    }
    response = jsonify(told)
    response.status_code, response.mimetype = status, PROBLEM
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if methods is not None:
        response.headers["Allow"] = ", ".join(sorted(methods))
    if status == 429:
        response.headers["Retry-After"] = "60"
    return response


def problem_of_status(status: int, words: str, *, methods: Iterable[str] | None = None) -> Response:
    """The answer where nothing more is known than the status, in the words of its page."""
    return problem(status, gettext(KEY_WORDS if status == 401 else words), methods=methods)


def _title(status: int) -> str:
    response = current_app.response_class(status=status)
    return response.status.partition(" ")[2].title()


def problem_of(refusal: Refusal) -> Response:
    """The answer to a refusal."""
    detail = sentence_of(refusal.sentence, refusal.params)
    errors: Sequence[Mapping[str, str]] = getattr(refusal, "errors", ())
    if not errors and refusal.field is not None:
        errors = [{"field": refusal.field, "message": detail}]
    return problem(refusal.status, detail, code=refusal.code, errors=errors)
