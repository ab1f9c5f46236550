"""The co-ordinator sees the drawings of requirements, and uploads and removes them for the buyer."""

from flask import url_for
from flask.typing import ResponseReturnValue

from forum.core.access import requires
from forum.core.uploads import file_response
from forum.editions.context import current_edition
from forum.matchmaking.models import Requirement
from forum.matchmaking.queries.drawings import get_drawing
from forum.matchmaking.queries.requirements import get_requirement
from forum.matchmaking.views.blueprint import blueprint
from forum.matchmaking.views.drawing_form import drawing_page, remove_drawing

ONE = "/coordination/requirements/<int:requirement_id>/drawing"


@blueprint.route(ONE, methods=["GET", "POST"])
@requires("meetings.coordinate")
def coordinated_drawing_edit(requirement_id: int) -> ResponseReturnValue:
    """Upload the drawing of a requirement, and choose who sees it."""
    requirement = _requirement(requirement_id)
    return drawing_page(
        requirement,
        back=_page_of(requirement),
        file_url=url_for("matchmaking.coordinated_drawing_show", requirement_id=requirement.id),
        removal_url=url_for("matchmaking.coordinated_drawing_delete", requirement_id=requirement.id),
    )


@blueprint.route(f"{ONE}/file")
@requires("meetings.coordinate")
def coordinated_drawing_show(requirement_id: int) -> ResponseReturnValue:
    """The drawing itself."""
    return file_response(get_drawing(_requirement(requirement_id).id))


@blueprint.route(f"{ONE}/removal", methods=["POST"])
@requires("meetings.coordinate")
def coordinated_drawing_delete(requirement_id: int) -> ResponseReturnValue:
    """Take the drawing away."""
    requirement = _requirement(requirement_id)
    return remove_drawing(requirement, back=_page_of(requirement))


def _requirement(requirement_id: int) -> Requirement:
    return get_requirement(requirement_id, edition_id=current_edition().id)


def _page_of(requirement: Requirement) -> str:
    return url_for("meetings.coordinated_requirement_show", requirement_id=requirement.id, _anchor="drawing")
