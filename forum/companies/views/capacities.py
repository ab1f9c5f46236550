"""How much of a process a company can do."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.companies import service
from forum.companies.forms.profile import CapacityForm
from forum.companies.queries.companies import company_for
from forum.companies.queries.profiles import capability_of
from forum.companies.views.blueprint import blueprint
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name


@blueprint.route("/companies/<int:company_id>/capacities/<int:capability_id>", methods=["GET", "POST"])
@signed_in
def capacity_edit(company_id: int, capability_id: int) -> ResponseReturnValue:
    """Say how much of a process the company can do in a year, and with what."""
    company = company_for(current_person().id, company_id)
    capability = capability_of(company_id, capability_id)
    name = capability.process.name(locale_name())
    form = CapacityForm(obj=capability if capability.annual_capacity or capability.detail else None)
    if form.accepts(
        lambda: service.set_capacity(
            capability_id,
            company_id=company_id,
            annual_capacity=form.annual_capacity.data,
            capacity_unit=form.capacity_unit.data,
            detail=form.detail.data,
            by=current_person().id,
            now=utc_now(),
        )
    ):
        flash(_("Guardamos la capacidad de %(process)s.", process=name), "success")
        return redirect(url_for("companies.company_show", company_id=company_id, _anchor="processes"))
    return render_template("companies/capacity.html", form=form, company=company, process=name), form.status
