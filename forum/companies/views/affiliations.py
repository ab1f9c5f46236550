"""Allies as companies and everybody see them: the public pages, and the memberships of one company."""

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.companies import service
from forum.companies.forms.allies import AffiliationForm
from forum.companies.models import Company
from forum.companies.queries.affiliations import (
    affiliations_of,
    ally_logo,
    claims_of_company,
    code_of_company,
    list_ally_names,
    public_allies,
    public_ally,
)
from forum.companies.queries.people import administration_for, membership_for
from forum.companies.views.blueprint import blueprint
from forum.companies.views.logos import ONE_HOUR
from forum.core.access import public, signed_in
from forum.core.clock import utc_now
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition


@blueprint.route("/partners")
@public
def partner_list() -> str:
    """The allies of the forum."""
    return render_template("companies/partners.html", allies=public_allies())


@blueprint.route("/partners/<ally_slug>")
@public
def partner_show(ally_slug: str) -> str:
    """One ally."""
    ally, has_logo = public_ally(ally_slug)
    return render_template("companies/partner.html", ally=ally, logo=has_logo)


@blueprint.route("/partners/<ally_slug>/logo.png")
@public
def partner_logo_show(ally_slug: str) -> ResponseReturnValue:
    """The logo itself; browsers keep it for an hour and then ask whether it changed."""
    logo = ally_logo(ally_slug)
    response: Response = current_app.response_class(logo.png, mimetype="image/png")
    response.cache_control.public = True
    response.cache_control.max_age = ONE_HOUR
    response.last_modified = logo.updated_at
    response.set_etag(f"{logo.ally_id}-{int(logo.updated_at.timestamp() * 1000)}")
    return response.make_conditional(request)


@blueprint.route("/companies/<int:company_id>/allies", methods=["GET", "POST"])
@signed_in
def affiliation_list(company_id: int) -> ResponseReturnValue:
    """The allies a company belongs to; administrators use a code or ask for a membership."""
    membership = membership_for(current_person().id, company_id)
    company, edition = membership.company, current_edition()
    form = AffiliationForm()
    form.ally.choices = options([(0, _("Elija un aliado")), *list_ally_names()])
    if form.is_submitted():
        administration_for(current_person().id, company_id)
    if form.accepts(lambda: _affiliate(company, form)):
        return redirect(url_for("companies.affiliation_list", company_id=company_id))
    page = render_template(
        "companies/affiliations.html",
        form=form,
        company=company,
        membership=membership,
        affiliations=affiliations_of(company_id),
        claims=claims_of_company(company_id),
        given=code_of_company(company_id, edition_id=edition.id),
    )
    return page, form.status


def _affiliate(company: Company, form: AffiliationForm) -> None:
    by, now = current_person().id, utc_now()
    if form.ally_code.data:
        code, belongs = service.use_code(
            company.id, form.ally_code.data, edition_id=current_edition().id, by=by, now=now
        )
        words = _("Usamos el código %(code)s.", code=code.code)
        more = _("Su empresa ya cuenta entre los afiliados.") if belongs else _("Falta que confirmen su afiliación.")
        flash(" ".join(filter(None, (words, code.benefit, more))), "success")
        return
    service.ask_affiliation(company.id, form.ally.data or 0, by=by, now=now)
    flash(_("Pedimos su afiliación. Falta que la confirmen."), "success")


@blueprint.route("/companies/<int:company_id>/allies/<int:affiliation_id>/removal", methods=["POST"])
@signed_in
def affiliation_delete(company_id: int, affiliation_id: int) -> ResponseReturnValue:
    """End a membership of one's company."""
    administration_for(current_person().id, company_id)
    service.end_affiliation(affiliation_id, company_id=company_id, by=current_person().id, now=utc_now())
    flash(_("Terminamos esa afiliación."), "success")
    return redirect(url_for("companies.affiliation_list", company_id=company_id))
