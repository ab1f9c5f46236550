"""A company's certificates."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.companies import service
from forum.companies.forms.profile import CertificateForm
from forum.companies.models import Certificate, Company
from forum.companies.queries.companies import company_for
from forum.companies.queries.profiles import certificate_of, evidence_of
from forum.companies.views.blueprint import blueprint
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.uploads import file_response


@blueprint.route("/companies/<int:company_id>/certificates/new", methods=["GET", "POST"])
@signed_in
def certificate_new(company_id: int) -> ResponseReturnValue:
    """Add a certificate."""
    return _saved(company_for(current_person().id, company_id), None)


@blueprint.route("/companies/<int:company_id>/certificates/<int:certificate_id>", methods=["GET", "POST"])
@signed_in
def certificate_edit(company_id: int, certificate_id: int) -> ResponseReturnValue:
    """Change a certificate."""
    company = company_for(current_person().id, company_id)
    return _saved(company, certificate_of(company_id, certificate_id))


@blueprint.route("/companies/<int:company_id>/certificates/<int:certificate_id>/removal", methods=["POST"])
@signed_in
def certificate_delete(company_id: int, certificate_id: int) -> ResponseReturnValue:
    """Delete a certificate."""
    company_for(current_person().id, company_id)
    service.delete_certificate(certificate_id, company_id=company_id)
    flash(_("Quitamos el certificado."), "success")
    return redirect(url_for("companies.company_show", company_id=company_id, _anchor="certificates"))


@blueprint.route("/companies/<int:company_id>/certificates/<int:certificate_id>/evidence")
@signed_in
def evidence_show(company_id: int, certificate_id: int) -> ResponseReturnValue:
    """The document of a certificate, for the company's own people."""
    company_for(current_person().id, company_id)
    return file_response(evidence_of(company_id, certificate_id))


@blueprint.route("/companies/<int:company_id>/certificates/<int:certificate_id>/evidence/removal", methods=["POST"])
@signed_in
def evidence_delete(company_id: int, certificate_id: int) -> ResponseReturnValue:
    """Take the document away."""
    company_for(current_person().id, company_id)
    service.remove_evidence(certificate_id, company_id=company_id, by=current_person().id, now=utc_now())
    flash(_("Quitamos el documento."), "success")
    return redirect(url_for("companies.certificate_edit", company_id=company_id, certificate_id=certificate_id))


def _saved(company: Company, certificate: Certificate | None) -> ResponseReturnValue:
    form = CertificateForm(obj=certificate)
    if form.accepts(
        lambda: service.save_certificate(
            company.id,
            certificate_id=certificate.id if certificate else None,
            standard=form.standard.data,
            body=form.body.data,
            number=form.number.data,
            scope=form.scope.data,
            valid_until=form.valid_until.data,
            in_process=form.in_process.data,
            file=form.file.data,
            by=current_person().id,
            now=utc_now(),
        )
    ):
        flash(_("Guardamos el certificado."), "success")
        return redirect(url_for("companies.company_show", company_id=company.id, _anchor="certificates"))
    return render_template(
        "companies/certificate.html", form=form, company=company, certificate=certificate
    ), form.status
