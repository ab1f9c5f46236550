"""The organiser's pages of the outbox: every mail and the state of its delivery."""

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.web import is_fragment
from forum.mail.enums import MailState
from forum.mail.labels import STATES
from forum.mail.notices import render_mail, subject_of
from forum.mail.queries import FILTERS, get_mail, list_mails
from forum.mail.rules import with_links
from forum.mail.service import retry_mail

mail = Blueprint("mail", __name__, url_prefix="/mail")

# a mail is shown in a sandbox: no script in it may run, and its links open in a new tab
BODY_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "base-uri 'none'; frame-ancestors 'self'"
)


def _reveal() -> bool:
    """Whether mails are shown with their personal links: only where they are not sent, as in a demo."""
    return current_app.config["FORO"].smtp_host is None


@mail.route("")
@requires("mail.read")
def mail_list() -> str:
    """The latest mails."""
    text, chosen = request.args.get("q", ""), request.args.get("state", "")
    state = MailState(chosen) if chosen in FILTERS else None
    mails = [(each, subject_of(each)) for each in list_mails(text=text, state=state)]
    page = "mail/console/_list.html" if is_fragment() else "mail/console/list.html"
    states = {each: STATES[each] for each in FILTERS}
    return render_template(page, mails=mails, text=text, state=state, states=states, to_folder=_reveal())


@mail.route("/<int:mail_id>")
@requires("mail.read")
def mail_show(mail_id: int) -> str:
    """One mail: the state of its delivery, and its text."""
    row = get_mail(mail_id)
    rendered = render_mail(row, reveal=_reveal())
    return render_template(
        "mail/console/mail.html", mail=row, rendered=rendered, pieces=with_links(rendered.text), revealed=_reveal()
    )


@mail.route("/<int:mail_id>/html")
@requires("mail.read")
def body_show(mail_id: int) -> Response:
    """The mail's HTML as its recipient sees it, in a sandbox."""
    rendered = render_mail(get_mail(mail_id), reveal=_reveal())
    response = Response(rendered.html.replace("<head>", '<head><base target="_blank">', 1))
    response.headers["Content-Security-Policy"] = BODY_POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


@mail.route("/<int:mail_id>/attempt", methods=["POST"])
@requires("mail.read")
def attempt_create(mail_id: int) -> WerkzeugResponse:
    """Try a failed mail again."""
    retry_mail(mail_id, now=utc_now())
    flash(_("El correo se intentará enviar de nuevo en un momento."), "success")
    return redirect(url_for("mail.mail_show", mail_id=mail_id))
