"""A form that could not be taken, as it was sent: an answer offers it again, and nobody types anything twice."""

from dataclasses import dataclass

from flask import current_app, request
from flask_wtf.csrf import validate_csrf
from werkzeug.exceptions import HTTPException
from wtforms import ValidationError

from forum.core.form_words import secret_names

CSRF_FIELD = "csrf_token"
CAME_FROM = "came_from"


@dataclass(frozen=True, slots=True)
class SentForm:
    """A form as it was sent: where to, from which page, its fields in order; passwords and files by name alone."""

    action: str
    page: str
    typed: tuple[tuple[str, str], ...]
    secrets: tuple[str, ...]
    files: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in: a button."""
        return not (self.typed or self.secrets or self.files)


def sent_form(*, page: str) -> SentForm:
    """The form of this request, which was on this page.

    Raises:
        HTTPException: what was sent is too much to be read.
    """
    names = secret_names()
    pairs = [(name, value) for name, value in request.form.items(multi=True) if name not in {CSRF_FIELD, CAME_FROM}]
    return SentForm(
        action=request.full_path.rstrip("?"),
        page=page,
        typed=tuple((name, value) for name, value in pairs if name not in names),
        secrets=tuple(dict.fromkeys(name for name, value in pairs if name in names and value)),
        files=tuple(dict.fromkeys(name for name, file in request.files.items(multi=True) if file.filename)),
    )


def form_with_our_token(*, page: str) -> SentForm | None:
    """The form of this request.

    None where there is none, and where it lacks our token: no other site may have its form sent from a page of ours.
    """
    if request.method != "POST" or request.is_json:
        return None
    try:
        sent = sent_form(page=page)
        if current_app.config["WTF_CSRF_ENABLED"]:
            validate_csrf(request.form.get(CSRF_FIELD))
    except (HTTPException, ValidationError):
        return None
    return sent


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
