"""A company's application to exhibit: start it, see it, choose its stand, withdraw it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.accounts.queries import history_of
from forum.companies.enums import CompanyRole
from forum.companies.queries.companies import companies_of
from forum.companies.queries.people import administration_for, members_of
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.forms import grouped_options, options
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.exhibitors import rules, service
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.forms import ApplicationForm, StandChoiceForm
from forum.exhibitors.models import Exhibitor, ExhibitorEvent
from forum.exhibitors.queries.applications import application_for, applications_of, staff_of
from forum.exhibitors.queries.stands import free_by_hall, plan_of
from forum.exhibitors.views.blueprint import blueprint


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def application_list() -> ResponseReturnValue:
    """The applications of one's companies; start another one."""
    form = ApplicationForm()
    if started := form.accepts(lambda: _start(form.company_id.data)):
        return redirect(url_for("exhibitors.stand_edit", exhibitor_id=started.result.id))
    return _applications(form), form.status


def _start(company_id: int) -> Exhibitor:
    administration_for(current_person().id, company_id)
    return service.start_application(current_edition().id, company_id=company_id, by=current_person().id, now=utc_now())


def _applications(form: ApplicationForm) -> str:
    """The page; its data is read after the verb, which may have been refused."""
    applications = applications_of(current_person().id, edition_id=current_edition().id)
    applied = {application.company_id for application in applications}
    free = [company for company in companies_of(current_person().id) if company.id not in applied]
    form.company_id.choices = options((company.id, company.name) for company in free)
    if len(free) == 1 and not form.is_submitted():
        form.company_id.data = free[0].id
    return render_template("exhibitors/list.html", form=form, applications=applications, free=free)


@blueprint.route("/<int:exhibitor_id>")
@signed_in
def application_show(exhibitor_id: int) -> ResponseReturnValue:
    """An application with its status, the next step, its staff and its history."""
    exhibitor = _mine(exhibitor_id)
    members = members_of(exhibitor.company_id)
    return render_template(
        "exhibitors/show.html",
        exhibitor=exhibitor,
        is_admin=any(
            member.person_id == current_person().id and member.role is CompanyRole.ADMIN for member in members
        ),
        may_withdraw=rules.may_become(exhibitor.status, ExhibitorStatus.WITHDRAWN),
        may_submit=rules.may_become(exhibitor.status, ExhibitorStatus.SUBMITTED),
        history=history_of(ExhibitorEvent, exhibitor_id=exhibitor_id),
        colleagues={member.person_id for member in members},
        staff=staff_of(exhibitor_id),
    )


@blueprint.route("/<int:exhibitor_id>/stand", methods=["GET", "POST"])
@signed_in
def stand_edit(exhibitor_id: int) -> ResponseReturnValue:
    """Choose a stand on the plan or from the list: submits the application, or changes its stand."""
    exhibitor = _mine(exhibitor_id)
    administration_for(current_person().id, exhibitor.company_id)
    form = StandChoiceForm(data={"stand_id": request.args.get("stand", type=int)})
    if form.accepts(lambda: _choose(exhibitor, form.stand_id.data)):
        return redirect(url_for("exhibitors.application_show", exhibitor_id=exhibitor_id))
    plan = plan_of(current_edition().id)
    form.stand_id.choices = grouped_options(free_by_hall(plan))
    page = render_template(
        "exhibitors/stand.html",
        form=form,
        exhibitor=_mine(exhibitor_id) if form.refusal else exhibitor,
        plan=plan,
        selected=form.stand_id.data,
    )
    return page, form.status


def _choose(exhibitor: Exhibitor, stand_id: int) -> None:
    """Submit the application, or change its stand when it is submitted; the service decides whether it may."""
    if rules.may_become(exhibitor.status, ExhibitorStatus.SUBMITTED):
        service.submit_application(exhibitor.id, stand_id=stand_id, by=current_person().id, now=utc_now())
        flash(_("Enviamos su solicitud. El stand queda apartado para usted."), "success")
    else:
        service.change_stand(exhibitor.id, stand_id=stand_id, by=current_person().id, now=utc_now())
        flash(_("Cambiamos el stand de su solicitud."), "success")


@blueprint.route("/<int:exhibitor_id>/withdrawal", methods=["POST"])
@signed_in
def withdrawal_create(exhibitor_id: int) -> ResponseReturnValue:
    """Withdraw an application; its stand is free again."""
    exhibitor = _mine(exhibitor_id)
    administration_for(current_person().id, exhibitor.company_id)
    service.withdraw_application(exhibitor_id, by=current_person().id, now=utc_now())
    flash(_("Retiró la solicitud. El stand quedó libre."), "success")
    return redirect(url_for("exhibitors.application_show", exhibitor_id=exhibitor_id))


def _mine(exhibitor_id: int) -> Exhibitor:
    return application_for(current_person().id, exhibitor_id, edition_id=current_edition().id)
