"""The co-ordinator writes, changes, publishes, covers and closes requirements for their buyers."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.editions.context import current_edition
from forum.matchmaking import service
from forum.matchmaking.models import Requirement
from forum.matchmaking.queries.participants import get_buyer
from forum.matchmaking.queries.requirements import get_requirement
from forum.matchmaking.views import requirement_form
from forum.matchmaking.views.blueprint import blueprint
from forum.matchmaking.views.requirement_form import form_of, form_page, need_in, publish_or_keep

ONE = "/coordination/requirements/<int:requirement_id>"


@blueprint.route("/coordination/buyers/<int:buyer_id>/requirements/new", methods=["GET", "POST"])
@requires("meetings.coordinate")
def coordinated_requirement_new(buyer_id: int) -> ResponseReturnValue:
    """Create a requirement for a buyer, who is told."""
    buyer, form, by = get_buyer(buyer_id, edition_id=current_edition().id), form_of(None), current_person().id
    if done := form.accepts(lambda: service.create_requirement(buyer, need=need_in(form), by=by, now=utc_now())):
        publish_or_keep(done.result, publish=form.publish.data, by=by)
        return _to_page(done.result)
    return form_page(form, None, buyer=buyer, back=url_for("meetings.coordinated_requirement_list", buyer=buyer.id))


@blueprint.route(f"{ONE}/edit", methods=["GET", "POST"])
@requires("meetings.coordinate")
def coordinated_requirement_edit(requirement_id: int) -> ResponseReturnValue:
    """Change a requirement for its buyer, who is told."""
    requirement, by = _requirement(requirement_id), current_person().id
    form = form_of(requirement)
    if form.accepts(lambda: service.update_requirement(requirement.id, need=need_in(form), by=by, now=utc_now())):
        publish_or_keep(requirement, publish=form.publish.data, by=by)
        return _to_page(requirement)
    return form_page(form, requirement, buyer=requirement.buyer, back=_page_of(requirement))


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
    return redirect(_page_of(requirement), 303)


def _page_of(requirement: Requirement) -> str:
    return url_for("meetings.coordinated_requirement_show", requirement_id=requirement.id)
