"""A buyer's requirements: created, changed, published, covered, closed."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.editions.context import current_edition
from forum.matchmaking import service
from forum.matchmaking.context import current_buyer
from forum.matchmaking.labels import fields_changed
from forum.matchmaking.queries.drawings import find_drawing, list_acceptances
from forum.matchmaking.queries.history import list_requirement_events
from forum.matchmaking.queries.requirements import list_requirements_of, requirement_for
from forum.matchmaking.views import requirement_form
from forum.matchmaking.views.blueprint import blueprint
from forum.matchmaking.views.requirement_form import form_of, form_page, need_in, publish_or_keep


@blueprint.route("/buyer/requirements")
@signed_in
def own_requirement_list() -> ResponseReturnValue:
    """The buyer's requirements."""
    requirements = list_requirements_of(current_buyer().id)
    return render_template("matchmaking/own_requirements.html", requirements=requirements, edition=current_edition())


@blueprint.route("/buyer/requirements/<int:requirement_id>")
@signed_in
def own_requirement_show(requirement_id: int) -> ResponseReturnValue:
    """One of them: everything it says, its value too, and its history."""
    requirement = requirement_for(current_buyer(), requirement_id)
    return render_template(
        "matchmaking/own_requirement.html",
        requirement=requirement,
        edition=current_edition(),
        drawing=find_drawing(requirement.id),
        acceptances=list_acceptances(requirement.id),
        history=[(each, fields_changed(each)) for each in list_requirement_events(requirement.id)],
    )


@blueprint.route("/buyer/requirements/new", methods=["GET", "POST"])
@signed_in
def requirement_new() -> ResponseReturnValue:
    """Create a requirement; one button keeps it as a draft, the other publishes it at once."""
    buyer, form, by = current_buyer(), form_of(None), current_person().id
    if done := form.accepts(lambda: service.create_requirement(buyer, need=need_in(form), by=by, now=utc_now())):
        publish_or_keep(done.result, publish=form.publish.data, by=by)
        return _to_list()
    return form_page(form, None, back=url_for("matchmaking.own_requirement_list"))


@blueprint.route("/buyer/requirements/<int:requirement_id>/edit", methods=["GET", "POST"])
@signed_in
def requirement_edit(requirement_id: int) -> ResponseReturnValue:
    """Change a requirement."""
    requirement, by = requirement_for(current_buyer(), requirement_id), current_person().id
    form = form_of(requirement)
    if form.accepts(lambda: service.update_requirement(requirement.id, need=need_in(form), by=by, now=utc_now())):
        publish_or_keep(requirement, publish=form.publish.data, by=by)
        return _to_list()
    return form_page(form, requirement, back=url_for("matchmaking.own_requirement_list"))


@blueprint.route("/buyer/requirements/<int:requirement_id>/publication", methods=["POST"])
@signed_in
def publication_create(requirement_id: int) -> ResponseReturnValue:
    """Publish a draft."""
    publish_or_keep(requirement_for(current_buyer(), requirement_id), publish=True, by=current_person().id)
    return _to_list()


@blueprint.route("/buyer/requirements/<int:requirement_id>/coverage", methods=["POST"])
@signed_in
def coverage_create(requirement_id: int) -> ResponseReturnValue:
    """Mark a requirement as covered: it takes no more requests, those that wait stay."""
    requirement_form.cover(requirement_for(current_buyer(), requirement_id), by=current_person().id)
    return _to_list()


@blueprint.route("/buyer/requirements/<int:requirement_id>/coverage/removal", methods=["POST"])
@signed_in
def coverage_delete(requirement_id: int) -> ResponseReturnValue:
    """Take requests again for a covered requirement."""
    requirement_form.reopen(requirement_for(current_buyer(), requirement_id), by=current_person().id)
    return _to_list()


@blueprint.route("/buyer/requirements/<int:requirement_id>/closure", methods=["POST"])
@signed_in
def closure_create(requirement_id: int) -> ResponseReturnValue:
    """Close a requirement: it takes no more requests."""
    requirement_form.close(requirement_for(current_buyer(), requirement_id), by=current_person().id)
    return _to_list()


def _to_list() -> ResponseReturnValue:
    return redirect(url_for("matchmaking.own_requirement_list"), 303)
