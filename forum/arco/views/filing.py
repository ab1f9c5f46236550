"""Asking something of one's personal data, signed in or not."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.accounts.context import current_person, typed_address
from forum.accounts.queries import get_person
from forum.arco.enums import ArcoKind, Identity
from forum.arco.forms import FilingForm, WishForm
from forum.arco.models import ArcoRequest
from forum.arco.service.requests import Filing, file_request
from forum.core.access import public
from forum.core.clock import utc_now
from forum.core.filters import local, long_date
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.limits import limited

filing = Blueprint("arco", __name__, url_prefix="/privacy/requests")

BY_IP = "10 per hour"
BY_ADDRESS = "3 per hour"


@filing.route("/new", methods=["GET", "POST"])
@public
@limited(BY_ADDRESS, methods=["POST"], key=typed_address)
@limited(BY_IP, methods=["POST"])
def request_new() -> tuple[str, int] | Response:
    """Ask something of one's data; who is signed in has proved who they are by that."""
    known = bool(current_user.is_authenticated and current_person().email)
    form = WishForm() if known else FilingForm()
    if done := form.accepts(lambda: _filed(form)):
        day = long_date(done.result.answer_due)
        flash(_("Recibimos su solicitud. Respondemos por correo a más tardar el %(day)s.", day=day), "success")
        return redirect(url_for("arco_own.data_show" if known else "privacy.notice_show"))
    return render_template("arco/new.html", form=form, known=known), form.status


def _filed(form: WishForm) -> ArcoRequest:
    now = utc_now()
    today = local(now).date()
    typed = form.filing(language=locale_name()) if isinstance(form, FilingForm) else _of_signed_in(form)
    return file_request(typed, received_on=today, today=today, by=None, now=now)


def _of_signed_in(form: WishForm) -> Filing:
    person = get_person(current_person().id)
    return Filing(
        kind=ArcoKind(form.kind.data),
        name=person.full_name,
        email=person.email or "",
        language=person.language,
        wish=form.wish.data,
        identity=Identity.SESSION,
    )
