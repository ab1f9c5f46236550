"""A buyer's drawings: uploaded, shared, removed."""

from flask import url_for
from flask.typing import ResponseReturnValue

from forum.core.access import signed_in
from forum.core.uploads import file_response
from forum.matchmaking.context import current_buyer
from forum.matchmaking.models import Requirement
from forum.matchmaking.queries.drawings import get_drawing
from forum.matchmaking.queries.requirements import requirement_for
from forum.matchmaking.views.blueprint import blueprint
from forum.matchmaking.views.drawing_form import drawing_page, remove_drawing

ONE = "/buyer/requirements/<int:requirement_id>/drawing"


@blueprint.route(ONE, methods=["GET", "POST"])
@signed_in
def drawing_edit(requirement_id: int) -> ResponseReturnValue:
    """Upload the drawing of a requirement, and choose who sees it."""
    requirement = _requirement(requirement_id)
    return drawing_page(
        requirement,
        back=_page_of(requirement),
        file_url=url_for("matchmaking.drawing_show", requirement_id=requirement.id),
        removal_url=url_for("matchmaking.drawing_delete", requirement_id=requirement.id),
    )


@blueprint.route(f"{ONE}/file")
@signed_in
def drawing_show(requirement_id: int) -> ResponseReturnValue:
    """The drawing itself."""
    return file_response(get_drawing(_requirement(requirement_id).id))


@blueprint.route(f"{ONE}/removal", methods=["POST"])
@signed_in
def drawing_delete(requirement_id: int) -> ResponseReturnValue:
    """Take the drawing away."""
    requirement = _requirement(requirement_id)
    return remove_drawing(requirement, back=_page_of(requirement))


def _requirement(requirement_id: int) -> Requirement:
    return requirement_for(current_buyer(), requirement_id)


def _page_of(requirement: Requirement) -> str:
    return url_for("matchmaking.own_requirement_show", requirement_id=requirement.id, _anchor="drawing")
