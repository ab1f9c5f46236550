"""Who may open a view. Every view says it; one that says nothing is closed (and a test fails).

Marks on a view, outermost decorator first under `route`:
`@public` anybody · `@signed_in` people who have signed in · `@requires("checkin.scan")` people with a role that has
this permission in the edition of the address; where the address names none, in all editions.

Two marks ask for more and for less than that:
`@requires_everywhere(…)` below an edition, for what changes the site of all editions (which of them are public).
`@requires_somewhere(…)` without an edition, where a role in one is enough to come in, because the view asks again for
the edition of each thing it shows or changes. The views are listed, with the reason, in
`tests/architecture/test_routes.py`.
"""

import enum
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, flash, redirect, request, session, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFError

from forum.core.edition import find_current_edition
from forum.core.errors import NotAllowed
from forum.core.i18n import gettext as _
from forum.core.kept_forms import is_from_our_page, kept_address, offer_again, stale_answer
from forum.core.web import error_page, is_fragment, page_address

PUBLIC = ""
SIGNED_IN = "signed-in"
IMPERSONAL = {"csrf_token", "_permanent", "_fresh", "_id"}  # what a session holds of nobody in particular

F = TypeVar("F", bound=Callable[..., Any])


class Scope(enum.Enum):
    """In which editions a permission is asked for."""

    HERE = enum.auto()
    EVERYWHERE = enum.auto()
    SOMEWHERE = enum.auto()


def public(view: F) -> F:
    """Anybody may open this view."""
    return _marked(view, PUBLIC)


def signed_in(view: F) -> F:
    """Anybody who has signed in may open this view; it shows only what is theirs."""
    return _marked(view, SIGNED_IN)


def requires(permission: str) -> Callable[[F], F]:
    """Only people with this permission in the edition of the address, or in all without one, may open the view."""
    return lambda view: _marked(view, permission)


def requires_everywhere(permission: str) -> Callable[[F], F]:
    """Only people with this permission in all editions may open the view, whatever edition the address names."""
    return lambda view: _marked(view, permission, Scope.EVERYWHERE)


def requires_somewhere(permission: str) -> Callable[[F], F]:
    """People with this permission in some edition may open the view, which limits itself to their editions."""
    return lambda view: _marked(view, permission, Scope.SOMEWHERE)


def _marked(view: F, mark: str, scope: Scope = Scope.HERE) -> F:
    view.access, view.access_scope = mark, scope  # type: ignore[attr-defined]
    return view


def for_keys(view: F) -> F:
    """Only who asks with a key of the API may open this view: no cookie opens it, and so no form of another site."""
    view.for_keys = True  # type: ignore[attr-defined]
    return view


def is_for_keys() -> bool:
    """Whether what this request asks for is opened by keys."""
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "for_keys", False))


def access_of(view: Callable[..., Any]) -> str | None:
    """The mark of a view, None where it has none."""
    mark: str | None = getattr(view, "access", None)
    return mark


def scope_of(view: Callable[..., Any]) -> Scope:
    """In which editions a view asks for its permission."""
    scope: Scope = getattr(view, "access_scope", Scope.HERE)
    return scope


def is_granted(view: Callable[..., Any], edition_id: int | None) -> bool:
    """Whether the signed-in person has the permission of a view, asked in this edition."""
    mark, scope = access_of(view), scope_of(view)
    if scope is Scope.SOMEWHERE:
        return bool(current_user.may_somewhere(mark))
    return bool(current_user.may(mark, None if scope is Scope.EVERYWHERE else edition_id))


def init_access(app: Flask) -> None:
    """Check the mark of the view before each request; answer forms whose token is not right."""
    app.before_request(_check)
    app.after_request(_leave_no_copy)
    app.register_error_handler(CSRFError, _stale)


def _check() -> Response | None:
    if request.endpoint is None or request.endpoint == "static":
        return None
    view = current_app.view_functions[request.endpoint]
    mark = access_of(view)
    if mark is None:
        abort(403)
    if mark == PUBLIC:
        return None
    if not current_user.is_authenticated:
        return to_sign_in()
    if mark != SIGNED_IN and not is_granted(view, edition_in_address()):
        raise NotAllowed
    return None


def _leave_no_copy(response: Response) -> Response:
    """Let no browser keep a page that is somebody's own: who presses *back* after them must not read it.

    A view that says what browsers may keep is right.
    """
    if request.endpoint not in {None, "static"} and "Cache-Control" not in response.headers and _is_private():
        response.headers["Cache-Control"] = "no-store"
    return response


def _is_private() -> bool:
    mark = access_of(current_app.view_functions[request.endpoint or ""])
    return mark != PUBLIC or "token" in (request.view_args or {}) or bool(set(session) - IMPERSONAL)


def edition_in_address() -> int | None:
    """The id of the edition the address names, None where it names none."""
    edition = find_current_edition()
    return None if edition is None else edition.id


def has_session_ended() -> bool:
    """Whether this browser was signed in, and its session has ended."""
    return "_user_id" in session and not current_user.is_authenticated


def to_sign_in() -> Response:
    """The way to sign in and back: to the page that was asked for, or to the form that was sent.

    Raises:
        Unauthorized: a script asked, which cannot sign in.
    """
    if _is_script() or is_for_keys():
        abort(401)
    flash(_("Inicie sesión para continuar."), "info")
    wanted = kept_address() or page_address("/account/start")
    return redirect(url_for("accounts.sign_in_new", next=wanted))  # type: ignore[return-value]


def _stale(_error: CSRFError) -> Any:
    """Answer a form whose token is missing or of another session, as after signing in again in a second tab."""
    if _is_script() or request.path.startswith("/api/"):
        return stale_answer()
    if not is_from_our_page():
        return error_page(400, message=_("El formulario venció. Abra la página otra vez y llénelo ahí.")), 400
    mark = access_of(current_app.view_functions[request.endpoint or ""])
    return to_sign_in() if mark != PUBLIC and not current_user.is_authenticated else offer_again()


def _is_script() -> bool:
    return request.is_json or is_fragment()
