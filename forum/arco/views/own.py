"""One's own personal data: everything that is stored, as a file."""

from flask import Blueprint, Response, render_template

from forum.accounts.context import current_person
from forum.accounts.queries import get_person
from forum.arco.queries.requests import requests_of
from forum.arco.views.package import package_of
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.limits import limited
from forum.core.web import send_private

own = Blueprint("arco_own", __name__)

DOWNLOADS = "10 per hour"


@own.get("/account/data")
@signed_in
def data_show() -> str:
    """What one may do with one's personal data."""
    return render_template("arco/own.html", requests=requests_of(get_person(current_person().id)))


@own.get("/account/data/everything.zip")
@signed_in
@limited(DOWNLOADS)
def package_show() -> Response:
    """Everything that is stored of the current person."""
    file = package_of(get_person(current_person().id), now=utc_now())
    return send_private(file, mimetype="application/zip", name=_("mis-datos.zip"))
