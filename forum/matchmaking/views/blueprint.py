"""The blueprint of buyers, suppliers and requirements, below every edition's address."""

from typing import Any

from flask import Blueprint

from forum.companies.rules.certificates import STANDARD_BY_CODE
from forum.matchmaking.forms import INTERPRETERS

blueprint = Blueprint("matchmaking", __name__, url_prefix="/<edition_slug>/meetings")


@blueprint.context_processor
def words() -> dict[str, Any]:
    """What the templates name by code: certificates and the languages of interpreters."""
    return {"standards": STANDARD_BY_CODE, "interpreters": dict(INTERPRETERS)}
