"""The certificates of an edition: who signs them, issuing all at once, all in one file."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person, record_export
from forum.attendance.forms import CertificateForm
from forum.attendance.queries.certificates import (
    count_certificates,
    find_round,
    list_certificates,
    setting_of,
    who_attended,
)
from forum.attendance.service.certificates import ask_for_all, set_certificates
from forum.attendance.views.blueprints import attendance
from forum.attendance.views.files import PDF, pdf_of
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import N_
from forum.core.i18n import gettext as _
from forum.core.web import send_private
from forum.editions.context import current_edition

CERTIFICATES = N_("Constancias de asistencia")
IN_A_FILE = 200


@attendance.route("/certificates", methods=["GET", "POST"])
@requires("editions.edit")
def certificate_edit() -> ResponseReturnValue:
    """Who signs the certificates, and how many there are."""
    edition = current_edition()
    form = CertificateForm(obj=setting_of(edition.id))
    if form.accepts(lambda: set_certificates(edition.id, place=form.place.data, signers=form.signers())):
        flash(_("Guardamos quién firma. Vale para las constancias que se emitan desde ahora."), "success")
        return redirect(url_for("attendance.certificate_edit"), 303)
    issued = count_certificates(edition.id)
    page = render_template(
        "attendance/certificates.html",
        form=form,
        round=find_round(edition.id),
        people=len(who_attended(edition.id)),
        issued=issued,
        parts=range(1, issued + 1, IN_A_FILE),
        in_a_file=IN_A_FILE,
    )
    return page, form.status


@attendance.post("/certificates/round")
@requires("editions.edit")
def round_create() -> ResponseReturnValue:
    """Issue and mail the certificates of everybody, in the background."""
    ask_for_all(current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Emitimos las constancias en segundo plano. Cada persona recibe un correo con su enlace."), "success")
    return redirect(url_for("attendance.certificate_edit"), 303)


@attendance.get("/certificates.pdf")
@requires("editions.edit")
def certificates_show() -> Response:
    """The certificates that stand as one PDF, two hundred in a file from the one that is asked for on."""
    edition = current_edition()
    first = max(1, request.args.get("from", 1, type=int))
    found = list_certificates(edition.id, first=first - 1, most=IN_A_FILE)
    record_export(CERTIFICATES, people=len(found), edition_id=edition.id)
    return send_private(pdf_of(found, edition), mimetype=PDF, name=f"constancias-{edition.slug}-{first}.pdf")
