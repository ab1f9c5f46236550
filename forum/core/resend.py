"""A form that could not be saved now, kept in the answer, so that its person sends it again without typing it again."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, request
from flask_wtf.csrf import validate_csrf
from werkzeug.exceptions import HTTPException
from wtforms import ValidationError

from forum.core.form_words import secret_names

_TOKEN = "csrf_token"  # noqa: S105 - the name of a field
CAME_FROM = "came_from"


@dataclass(frozen=True, slots=True)
class Resend:
    """The address a form was sent to, what was typed, the page it was on, and whether something was left out."""

    address: str
    fields: Sequence[tuple[str, str]]
    came_from: str
    is_short: bool


def sent_form() -> Resend | None:
    """The form of this request.

    None where there is none, and where it lacks our token: no other site may have its form sent from a page of ours.
    """
    if request.method != "POST" or request.is_json:
        return None
    try:
        values = [(name, str(value)) for name, value in request.form.items(multi=True)]
        has_file = any(each.filename for each in request.files.values())
        if current_app.config["WTF_CSRF_ENABLED"]:
            validate_csrf(request.form.get(_TOKEN))
    except (HTTPException, ValidationError):
        return None
    secrets = secret_names()
    fields = [(name, value) for name, value in values if name not in secrets and name not in {_TOKEN, CAME_FROM}]
    is_short = has_file or any(name in secrets for name, _value in values)
    return Resend(request.full_path.rstrip("?"), fields, form_page() or "", is_short)


def form_page() -> str | None:
    """The address of the page the form of this request was on, as its browser says; None where it does not.

    A form sent again from our answer names the page it was on at first: the address of that answer may take no GET.
    """
    try:
        named = request.form.get(CAME_FROM)
    except HTTPException:  # what was sent is too much to be read
        named = None
    if named:
        return named
    referrer = request.referrer or ""
    return referrer[len(request.host_url) - 1 :] if referrer.startswith(request.host_url) else None
