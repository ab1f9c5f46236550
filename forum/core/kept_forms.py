"""A form that could not be taken, because the session had ended or its token was of another one, is offered again.

Signed in (or where nobody need be), the answer is a page that shows what was typed, with a fresh token and one button
that sends the same. Otherwise what was typed is kept while its sender signs in, and the same page follows.

Why no other site can use this to have its own values sent: only a form that came from a page of ours is offered again
(`is_from_our_page`: a browser says truthfully where a form came from, and no script can make it lie). What is kept
opens only for the person whose session had ended; where that is not known, only in the browser that sent it, for
whoever signs in there first. The cookie that tells the browser is `__Host-`: no other host can set it. Nothing is sent
by itself: the page shows the values and waits. Passwords and files are not kept.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import after_this_request, current_app, flash, jsonify, redirect, render_template, request, session, url_for
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from sqlalchemy import delete, select
from werkzeug.wrappers import Response

from forum.core.clock import utc_now
from forum.core.database import atomic, locked
from forum.core.database import session as database_session
from forum.core.errors import KeptFormGone
from forum.core.form_words import in_words, label_of
from forum.core.i18n import gettext as _
from forum.core.limits import within
from forum.core.models import KeptForm
from forum.core.resend import SentForm, sent_form
from forum.core.tokens import new_token, token_hash
from forum.core.web import is_fragment, local_address, page_address

LIFETIME = timedelta(hours=1)
RATE = "60/hour"
LONGEST = 60_000
COOKIE = "foro_kept"
CSRF_HEADER = "X-CSRFToken"
OWNER = "session_owner"


def is_from_our_page() -> bool:
    """Whether a page of this site sent the form; browsers say so, and no page can make them say otherwise."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin in {request.host_url.rstrip("/"), current_app.config["FORO"].base_url}
    return (request.referrer or "").startswith(request.host_url)


def stale_answer() -> Any:
    """The answer to a script of ours whose token is not right: it finds the right one in a header, and may try again.

    Scripts of other sites cannot read it.
    """
    sentence = _("La página llevaba mucho tiempo abierta. Inténtelo otra vez.")
    body = render_template("errors/_refusal.html", message=sentence) if is_fragment() else None
    answer = current_app.make_response(body or jsonify(code="core.stale_token", message=sentence))
    answer.headers[CSRF_HEADER] = generate_csrf()
    return answer, 400


def offer_again() -> Any:
    """Show what was typed, to be sent with one press; who only pressed a button is led back to its page."""
    sent = sent_form(page=page_address("/"))
    if sent.is_empty:
        flash(_("La página llevaba mucho tiempo abierta y no se guardó nada. Presione el botón otra vez."), "info")
        return redirect(page_address("/"), 303)
    return _page(sent), 400


def kept_address() -> str | None:
    """Keep the form of this request until its sender has signed in; the address where it will be.

    None where there is nothing to keep, or it is not ours to keep.
    """
    if request.method != "POST" or not is_from_our_page():
        return None
    sent = sent_form(page=page_address("/"))
    if sent.is_empty or sum(len(name) + len(value) for name, value in sent.typed) > LONGEST:
        return None
    if not within(RATE, of="kept-form"):
        return None
    token, browser = new_token(), request.cookies.get(_cookie()) or new_token()
    with atomic() as current:
        current.add(
            KeptForm(
                person_id=_owner(),
                token_hash=token_hash(token),
                browser_hash=token_hash(browser),
                action=sent.action,
                page=sent.page,
                fields={"typed": sent.typed, "secrets": sent.secrets, "files": sent.files},
                created_at=utc_now(),
            )
        )
    after_this_request(lambda response: _remembering(response, browser))
    return url_for("core.kept_form_show", token=token)


def kept_form_show(token: str) -> str:
    """What was typed before signing in, to be sent with one press.

    Raises:
        KeptFormGone: it is not kept any longer, or it is not theirs.
    """
    query = select(KeptForm).where(KeptForm.token_hash == token_hash(token))
    kept = database_session().scalars(query).one_or_none()
    if kept is None or kept.created_at + LIFETIME < utc_now():
        raise KeptFormGone
    if kept.person_id is None and kept.browser_hash == token_hash(request.cookies.get(_cookie(), "")):
        with atomic():
            kept = locked(KeptForm, kept.id)
            kept.person_id = kept.person_id or current_user.id
    if kept.person_id != current_user.id:
        raise KeptFormGone
    typed = tuple((name, value) for name, value in kept.fields["typed"])
    return _page(SentForm(kept.action, kept.page, typed, tuple(kept.fields["secrets"]), tuple(kept.fields["files"])))


def delete_old_forms(*, now: datetime) -> None:
    """Delete what has been kept for an hour."""
    with atomic() as current:
        current.execute(delete(KeptForm).where(KeptForm.created_at < now - LIFETIME))


def _page(sent: SentForm) -> str:
    return render_template(
        "errors/again.html",
        sent=sent,
        told=in_words(sent.typed),
        label_of=label_of,
        page=local_address(sent.page),
    )


def _owner() -> int | None:
    """Whose session had ended, where the browser still has its token."""
    find: Callable[[str], int | None] = current_app.extensions[OWNER]
    token = session.get("_user_id")
    return find(token_hash(token)) if isinstance(token, str) else None


def _cookie() -> str:
    return f"__Host-{COOKIE}" if current_app.config["FORO"].secure else COOKIE


def _remembering(response: Response, browser: str) -> Response:
    lifetime, secure = int(LIFETIME.total_seconds()), current_app.config["FORO"].secure
    response.set_cookie(_cookie(), browser, max_age=lifetime, httponly=True, samesite="Lax", secure=secure)
    return response
