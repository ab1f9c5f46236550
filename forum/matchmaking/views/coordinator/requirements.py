"""The co-ordinator writes, changes, publishes, covers and closes requirements for their buyers."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.editions.context import current_edition
from forum.matchmaking import service
from forum.matchmaking.forms import RequirementForm
from forum.matchmaking.models import Buyer, Requirement
from forum.matchmaking.queries.participants import get_buyer
from forum.matchmaking.queries.requirements import get_requirement
from forum.matchmaking.views import requirement_form
from forum.matchmaking.views.blueprint import blueprint
from forum.matchmaking.views.requirement_form import form_of, need_in, publish_or_keep

ONE = "/coordination/requirements/<int:requirement_id>"


@blueprint.route("/coordination/buyers/<int:buyer_id>/requirements/new", methods=["GET", "POST"])
@requires("meetings.coordinate")
def coordinated_requirement_new(buyer_id: int) -> ResponseReturnValue:
    """Create a requirement for a buyer, who is told."""
    buyer, form, by = get_buyer(buyer_id, edition_id=current_edition().id), form_of(None), current_person().id
    if done := form.accepts(lambda: service.create_requirement(buyer, need=need_in(form), by=by, now=utc_now())):
        publish_or_keep(done.result, publish=form.publish.data, by=by)
        return _to_page(done.result)
    return _form_page(form, None, buyer)


@blueprint.route(f"{ONE}/edit", methods=["GET", "POST"])
@requires("meetings.coordinate")
def coordinated_requirement_edit(requirement_id: int) -> ResponseReturnValue:
    """Change a requirement for its buyer, who is told."""
    requirement, by = _requirement(requirement_id), current_person().id
    form = form_of(requirement)
    if form.accepts(lambda: service.update_requirement(requirement.id, need=need_in(form), by=by, now=utc_now())):
        publish_or_keep(requirement, publish=form.publish.data, by=by)
        return _to_page(requirement)
    return _form_page(form, requirement, requirement.buyer)


@blueprint.route(f"{ONE}/publication", methods=["POST"])
@requires("meetings.coordinate")
def coordinated_publication_create(requirement_id: int) -> ResponseReturnValue:
    """Publish a draft for its buyer."""
    requirement = _requirement(requirement_id)
    publish_or_keep(requirement, publish=True, by=current_person().id)
    return _to_page(requirement)


@blueprint.route(f"{ONE}/coverage", methods=["POST"])
@requires("meetings.coordinate")
def coordinated_coverage_create(requirement_id: int) -> ResponseReturnValue:
    """Mark a requirement as covered for its buyer."""
    requirement = _requirement(requirement_id)
    requirement_form.cover(requirement, by=current_person().id)
    return _to_page(requirement)


@blueprint.route(f"{ONE}/coverage/removal", methods=["POST"])
@requires("meetings.coordinate")
def coordinated_coverage_delete(requirement_id: int) -> ResponseReturnValue:
    """Take requests again for a covered requirement."""
    requirement = _requirement(requirement_id)
    requirement_form.reopen(requirement, by=current_person().id)
    return _to_page(requirement)


@blueprint.route(f"{ONE}/closure", methods=["POST"])
@requires("meetings.coordinate")
def coordinated_closure_create(requirement_id: int) -> ResponseReturnValue:
    """Close a requirement for its buyer."""
    requirement = _requirement(requirement_id)
    requirement_form.close(requirement, by=current_person().id)
    return _to_page(requirement)


def _requirement(requirement_id: int) -> Requirement:
    return get_requirement(requirement_id, edition_id=current_edition().id)


def _to_page(requirement: Requirement) -> ResponseReturnValue:
    return redirect(url_for("meetings.coordinated_requirement_show", requirement_id=requirement.id), 303)


def _form_page(form: RequirementForm, requirement: Requirement | None, buyer: Buyer) -> ResponseReturnValue:
    page = render_template(
        "matchmaking/requirement_edit.html",
        form=form,
        requirement=requirement,
        buyer=buyer,
        edition=current_edition(),
        back=url_for("meetings.coordinated_requirement_list", buyer=buyer.id)
        if requirement is None
        else url_for("meetings.coordinated_requirement_show", requirement_id=requirement.id),
        may_publish=buyer.accepted_at is not None and (requirement is None or requirement.status == "draft"),
    )
    return page, form.status
