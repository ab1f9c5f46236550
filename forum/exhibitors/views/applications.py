"""A company's application to exhibit: starting it, its state, its stand, withdrawing."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.accounts.queries import history_of
from forum.companies.enums import CompanyRole
from forum.companies.queries import administration_for, companies_of, members_of
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.forms import grouped_options, options
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.exhibitors import queries, rules, service
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.errors import AlreadyApplied, ApplicationsClosed, SameStand, StandTaken
from forum.exhibitors.forms import ApplicationForm, StandChoiceForm
from forum.exhibitors.models import Exhibitor, ExhibitorEvent
from forum.exhibitors.views.blueprint import blueprint


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def application_list() -> ResponseReturnValue:
    """The applications of one's companies; start one for a company that has none."""
    edition = current_edition()
    form = ApplicationForm()
    if form.validate_on_submit():
        administration_for(current_person().id, form.company_id.data)
        try:
            started = service.start_application(
                edition.id, company_id=form.company_id.data, by=current_person().id, now=utc_now()
            )
        except (AlreadyApplied, ApplicationsClosed) as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for("exhibitors.stand_edit", exhibitor_id=started.id))
    return _applications(form), 422 if form.is_submitted() else 200


def _applications(form: ApplicationForm) -> str:
    """The page; what stands on it is read now, after whatever was refused."""
    applications = queries.applications_of(current_person().id, edition_id=current_edition().id)
    applied = {application.company_id for application in applications}
    free = [company for company in companies_of(current_person().id) if company.id not in applied]
    form.company_id.choices = options((company.id, company.name) for company in free)
    if len(free) == 1 and not form.is_submitted():
        form.company_id.data = free[0].id
    return render_template("exhibitors/list.html", form=form, applications=applications, free=free)


@blueprint.route("/<int:exhibitor_id>")
@signed_in
def application_show(exhibitor_id: int) -> ResponseReturnValue:
    """How an application stands, what comes next, its staff, and everything that happened."""
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
        staff=queries.staff_of(exhibitor_id),
    )


@blueprint.route("/<int:exhibitor_id>/stand", methods=["GET", "POST"])
@signed_in
def stand_edit(exhibitor_id: int) -> ResponseReturnValue:
    """Choose a stand on the plan or from the list: submits the application, or changes the stand it asks for."""
    exhibitor = _mine(exhibitor_id)
    administration_for(current_person().id, exhibitor.company_id)
    form = StandChoiceForm(data={"stand_id": request.args.get("stand", type=int)})
    if form.validate_on_submit():
        try:
            _choose(exhibitor, form.stand_id.data)
        except (StandTaken, SameStand, ApplicationsClosed) as refusal:
            form.refuse(refusal)
            exhibitor = _mine(exhibitor_id)
        else:
            return redirect(url_for("exhibitors.application_show", exhibitor_id=exhibitor_id))
    plan = queries.plan_of(current_edition().id)
    form.stand_id.choices = grouped_options(queries.free_by_hall(plan))
    page = render_template(
        "exhibitors/stand.html", form=form, exhibitor=exhibitor, plan=plan, selected=form.stand_id.data
    )
    return page, 422 if form.is_submitted() else 200


def _choose(exhibitor: Exhibitor, stand_id: int) -> None:
    """Submit or change, whichever the application's status asks for; the service decides whether it may."""
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
    return queries.application_for(current_person().id, exhibitor_id, edition_id=current_edition().id)
