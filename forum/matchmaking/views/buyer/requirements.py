"""A buyer's requirements: created, changed, published, closed."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.companies.queries.catalogue import catalogue
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.forms import grouped_options
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.matchmaking import service
from forum.matchmaking.context import current_buyer
from forum.matchmaking.enums import RequirementStatus
from forum.matchmaking.forms import PROMPT, RequirementForm, process_choices
from forum.matchmaking.models import Requirement
from forum.matchmaking.queries.requirements import list_requirements_of, requirement_for
from forum.matchmaking.service import Need
from forum.matchmaking.views.blueprint import blueprint


@blueprint.route("/buyer/requirements")
@signed_in
def own_requirement_list() -> ResponseReturnValue:
    """The buyer's requirements."""
    requirements = list_requirements_of(current_buyer().id)
    return render_template("matchmaking/own_requirements.html", requirements=requirements)


@blueprint.route("/buyer/requirements/new", methods=["GET", "POST"])
@signed_in
def requirement_new() -> ResponseReturnValue:
    """Create a requirement; one button keeps it as a draft, the other publishes it at once."""
    buyer, form = current_buyer(), _form(None)
    if done := form.accepts(lambda: service.create_requirement(buyer, need=_need(form), now=utc_now())):
        return _saved(done.result, publish=form.publish.data)
    return render_template("matchmaking/requirement_edit.html", form=form, requirement=None), form.status


@blueprint.route("/buyer/requirements/<int:requirement_id>/edit", methods=["GET", "POST"])
@signed_in
def requirement_edit(requirement_id: int) -> ResponseReturnValue:
    """Change a requirement."""
    requirement = requirement_for(current_buyer(), requirement_id)
    form = _form(requirement)
    if form.accepts(lambda: service.update_requirement(requirement.id, need=_need(form), now=utc_now())):
        return _saved(requirement, publish=form.publish.data)
    return render_template("matchmaking/requirement_edit.html", form=form, requirement=requirement), form.status


@blueprint.route("/buyer/requirements/<int:requirement_id>/publication", methods=["POST"])
@signed_in
def publication_create(requirement_id: int) -> ResponseReturnValue:
    """Publish a draft."""
    return _saved(requirement_for(current_buyer(), requirement_id), publish=True)


@blueprint.route("/buyer/requirements/<int:requirement_id>/closure", methods=["POST"])
@signed_in
def closure_create(requirement_id: int) -> ResponseReturnValue:
    """Close a requirement: it takes no more requests."""
    requirement = requirement_for(current_buyer(), requirement_id)
    service.close_requirement(requirement.id, by=current_person().id, now=utc_now())
    flash(_("Cerramos «%(title)s». Ya no recibe solicitudes.", title=requirement.title), "info")
    return redirect(url_for("matchmaking.own_requirement_list"), 303)


def _saved(requirement: Requirement, *, publish: bool) -> ResponseReturnValue:
    if publish and requirement.status is RequirementStatus.DRAFT:
        service.publish_requirement(requirement.id, now=utc_now())
        flash(_("Publicamos «%(title)s». Los proveedores ya lo ven.", title=requirement.title), "success")
    else:
        flash(_("Guardamos «%(title)s».", title=requirement.title), "success")
    return redirect(url_for("matchmaking.own_requirement_list"), 303)


def _form(requirement: Requirement | None) -> RequirementForm:
    """The form, filled with the requirement where there is one."""
    if requirement is None:
        form = RequirementForm()
    else:
        asked = [(each.standard, each.mandatory) for each in requirement.certificates]
        form = RequirementForm(
            obj=requirement,
            mandatory=[standard for standard, mandatory in asked if mandatory],
            desirable=[standard for standard, mandatory in asked if not mandatory],
        )
    groups = process_choices(catalogue(), locale_name())
    form.process_id.choices = [*PROMPT, *grouped_options(groups.items())]
    return form


def _need(form: RequirementForm) -> Need:
    desirable = dict.fromkeys(form.desirable.data or (), False)
    return Need(
        process_id=form.process_id.data,
        title=form.title.data,
        description=form.description.data,
        material=form.material.data,
        annual_volume=form.annual_volume.data,
        volume_unit=form.volume_unit.data,
        starts_on=form.starts_on.data,
        certificates={**desirable, **dict.fromkeys(form.mandatory.data or (), True)},
        names_company=form.names_company.data,
    )
