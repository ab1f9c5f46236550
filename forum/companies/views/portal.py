"""A company's own pages: its data, its size, its processes."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.companies import service
from forum.companies.context import state_of, steps_to_take_part
from forum.companies.forms.profile import ProcessesForm, SizeForm
from forum.companies.forms.registration import CompanyUpdateForm
from forum.companies.labels import STRATA
from forum.companies.models import Company
from forum.companies.queries.catalogue import catalogue, process_ids_of
from forum.companies.queries.companies import companies_of, company_for
from forum.companies.queries.people import administration_for
from forum.companies.queries.profiles import completeness_of, has_logo, profile_for
from forum.companies.rules.sales import range_code
from forum.companies.rules.stratum import classify, explain
from forum.companies.views.blueprint import blueprint
from forum.companies.views.registering import explain_name
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.i18n import sentence_of
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.privacy.queries import current_notice


@blueprint.route("/companies")
@signed_in
def company_list() -> ResponseReturnValue:
    """The companies the current person acts for."""
    return render_template("companies/list.html", companies=companies_of(current_person().id))


@blueprint.route("/companies/<int:company_id>")
@signed_in
def company_show(company_id: int) -> ResponseReturnValue:
    """A company with its profile and what is missing in it."""
    company, membership = profile_for(current_person().id, company_id)
    logo = has_logo(company_id)
    return render_template(
        "companies/show.html",
        company=company,
        membership=membership,
        logo=logo,
        complete=completeness_of(company, logo=logo),
        steps=steps_to_take_part(company_id),
        explanation=explained(company),
        state_of=state_of,
        evidence="companies.evidence_show",
    )


@blueprint.route("/companies/<int:company_id>/edit", methods=["GET", "POST"])
@signed_in
def company_edit(company_id: int) -> ResponseReturnValue:
    """Change names, RFC, sector, activity and description."""
    company = administration_for(current_person().id, company_id).company
    form = CompanyUpdateForm(obj=company)
    if form.accepts(
        lambda: service.update_company(
            company_id,
            name=form.name.data,
            legal_name=form.legal_name.data,
            rfc=form.rfc.data,
            sector=form.chosen_sector,
            activity=form.chosen_activity,
            website=form.website.data or None,
            about=form.about.data,
            shown_parts=form.shown_parts.data or (),
            by=current_person().id,
            now=utc_now(),
        )
    ):
        flash(_("Guardamos los datos de la empresa."), "success")
        explain_name(form.legal_name.data)
        return redirect(url_for("companies.company_show", company_id=company_id))
    return render_template("companies/edit.html", form=form, company=company), form.status


@blueprint.route("/companies/<int:company_id>/size", methods=["GET", "POST"])
@signed_in
def size_edit(company_id: int) -> ResponseReturnValue:
    """Change workers and sales; shows the stratum that follows, explained."""
    company = administration_for(current_person().id, company_id).company
    form = SizeForm(data=_size_data(company))
    if changed := form.accepts(lambda: _set_size(company_id, form)):
        flash(_stratum_sentence(changed.result), "success")
        return redirect(url_for("companies.company_show", company_id=company_id, _anchor="size"))
    page = render_template(
        "companies/size.html",
        form=form,
        company=company,
        needs_consent=service.needs_consent(company.rfc),
        explanation=explained(company),
    )
    return page, form.status


def _set_size(company_id: int, form: SizeForm) -> Company:
    low, high = form.pesos
    return service.set_size(
        company_id,
        workers=form.workers.data or 0,
        sales_low=low,
        sales_high=high,
        sales_year=form.sales_year.data,
        consented_notice_id=current_notice(current_edition().id).id if form.consent.data else None,
        by=current_person().id,
        now=utc_now(),
    )


@blueprint.route("/companies/<int:company_id>/processes", methods=["GET", "POST"])
@signed_in
def processes_edit(company_id: int) -> ResponseReturnValue:
    """Choose the processes a company offers from the catalogue."""
    company = company_for(current_person().id, company_id)
    form = ProcessesForm()
    if form.accepts(lambda: _set_processes(company_id, form)):
        flash(_("Guardamos sus procesos."), "success")
        return redirect(url_for("companies.company_show", company_id=company_id, _anchor="processes"))
    text = request.args.get("q", "")
    page = render_template(
        "companies/_processes.html" if is_fragment() else "companies/processes.html",
        company=company,
        families=catalogue(text),
        chosen=process_ids_of(company_id),
        text=text,
    )
    return page, form.status


def _set_processes(company_id: int, form: ProcessesForm) -> None:
    """Save what was ticked or unticked; what a search left out, or a colleague changed meanwhile, stays as it is."""
    service.change_processes(company_id, added=form.added, removed=form.removed, by=current_person().id, now=utc_now())


def explained(company: Company) -> list[str]:
    """The sentences that explain the stratum; none while it is unknown."""
    if company.activity is None or company.workers is None:
        return []
    result = classify(
        company.activity, workers=company.workers, sales_low=company.sales_low, sales_high=company.sales_high
    )
    return [sentence_of(each.sentence, each.params) for each in explain(result)]


def _stratum_sentence(company: Company) -> str:
    if company.stratum is None:
        return _("Guardamos el tamaño. Indique el giro de la empresa para calcular su estrato.")
    return _("Su estrato es: %(stratum)s.", stratum=STRATA[company.stratum])


def _size_data(company: Company) -> dict[str, object]:
    low, high = company.sales_low, company.sales_high
    chosen = range_code(low, high) or ("exact" if low is not None else "")
    exact = None
    if chosen == "exact" and low is not None:
        exact = low / 1_000_000 if low % 10_000 == 0 else low
    return {
        "workers": company.workers,
        "sales": chosen,
        "sales_exact": exact,
        "unit": "mxn" if low is not None and low % 10_000 else "mdp",
        "sales_year": company.sales_year,
        "consent": low is not None,
    }
