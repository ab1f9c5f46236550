"""The desk issues, downloads and withdraws the certificate of somebody."""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person, record_export
from forum.attendance.context import address_of_certificate, folio_of, hours_words
from forum.attendance.models import AttendanceCertificate
from forum.attendance.queries.certificates import certificate_in, certificates_of
from forum.attendance.rules.certificates import total_minutes
from forum.attendance.service.certificates import certifiable, issue_certificate, withdraw_certificate
from forum.attendance.views.blueprints import certificate_desk
from forum.attendance.views.files import PDF, pdf_of
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.i18n import N_, locale_name
from forum.core.i18n import gettext as _
from forum.core.web import send_private
from forum.editions.context import current_edition
from forum.registration.queries import registration_in

CERTIFICATE = N_("Constancia de una persona")


@certificate_desk.get("")
@requires("registration.review")
def certificate_show(registration_id: int) -> str:
    """The sessions somebody attended, and every certificate they were given."""
    edition = current_edition()
    registration = registration_in(edition.id, registration_id)
    return render_template(
        "attendance/somebody.html",
        registration=registration,
        person=registration.person,
        sessions=certifiable(registration_id, edition_id=edition.id, language=locale_name(), now=utc_now()),
        certificates=certificates_of(registration_id),
        folio=lambda each: folio_of(each, edition),
        address=address_of_certificate,
        hours=hours_words,
        total=total_minutes,
    )


@certificate_desk.post("")
@requires("registration.review")
def certificate_create(registration_id: int) -> ResponseReturnValue:
    """Issue the certificate of somebody, again where it would say something else by now."""
    registration_in(current_edition().id, registration_id)
    issue_certificate(registration_id, by=current_person().id, is_staff=True, now=utc_now())
    flash(_("Emitimos la constancia con los datos de hoy."), "success")
    return redirect(url_for("certificate_desk.certificate_show", registration_id=registration_id), 303)


def _theirs(registration_id: int, proof_id: int) -> AttendanceCertificate:
    certificate = certificate_in(current_edition().id, proof_id)
    if certificate.registration_id != registration_id:
        raise NotFound
    return certificate


@certificate_desk.get("/<int:proof_id>.pdf")
@requires("registration.review")
def pdf_show(registration_id: int, proof_id: int) -> Response:
    """A certificate of somebody as PDF."""
    edition = current_edition()
    certificate = _theirs(registration_id, proof_id)
    record_export(CERTIFICATE, people=1, edition_id=edition.id)
    name = f"constancia-{folio_of(certificate, edition)}.pdf"
    return send_private(pdf_of([certificate], edition), mimetype=PDF, name=name)


@certificate_desk.post("/<int:proof_id>/withdrawal")
@requires("registration.review")
def withdrawal_create(registration_id: int, proof_id: int) -> ResponseReturnValue:
    """Withdraw a certificate."""
    _theirs(registration_id, proof_id)
    withdraw_certificate(proof_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Retiramos la constancia. Su código QR lo dice desde ahora."), "success")
    return redirect(url_for("certificate_desk.certificate_show", registration_id=registration_id), 303)
