"""A company's plants and offices."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.companies import service
from forum.companies.forms.profile import SiteForm
from forum.companies.queries.companies import company_for
from forum.companies.queries.profiles import site_of
from forum.companies.rules.places import Place
from forum.companies.views.blueprint import blueprint
from forum.core.access import signed_in
from forum.core.i18n import gettext as _


@blueprint.route("/companies/<int:company_id>/sites/new", methods=["GET", "POST"])
@signed_in
def site_new(company_id: int) -> ResponseReturnValue:
    """Add a plant or an office."""
    company = company_for(current_person().id, company_id)
    form = SiteForm()
    if form.accepts(lambda: service.add_site(company_id, place=_place(form))):
        flash(_("Agregamos %(site)s.", site=form.name.data), "success")
        return redirect(url_for("companies.company_show", company_id=company_id, _anchor="sites"))
    return render_template("companies/site.html", form=form, company=company, site=None), form.status


@blueprint.route("/companies/<int:company_id>/sites/<int:site_id>", methods=["GET", "POST"])
@signed_in
def site_edit(company_id: int, site_id: int) -> ResponseReturnValue:
    """Change a plant or an office."""
    company = company_for(current_person().id, company_id)
    site = site_of(company_id, site_id)
    form = SiteForm(obj=site)
    if form.accepts(lambda: service.update_site(site_id, company_id=company_id, place=_place(form))):
        flash(_("Guardamos %(site)s.", site=form.name.data), "success")
        return redirect(url_for("companies.company_show", company_id=company_id, _anchor="sites"))
    return render_template("companies/site.html", form=form, company=company, site=site), form.status


@blueprint.route("/companies/<int:company_id>/sites/<int:site_id>/removal", methods=["POST"])
@signed_in
def site_delete(company_id: int, site_id: int) -> ResponseReturnValue:
    """Delete a plant or an office."""
    company_for(current_person().id, company_id)
    service.delete_site(site_id, company_id=company_id)
    flash(_("Quitamos la planta u oficina."), "success")
    return redirect(url_for("companies.company_show", company_id=company_id, _anchor="sites"))


def _place(form: SiteForm) -> Place:
    return Place(
        name=form.name.data,
        street=form.street.data,
        municipality=form.municipality.data,
        country=form.country.data,
        state=form.state.data or "",
        postal_code=form.postal_code.data,
    )
