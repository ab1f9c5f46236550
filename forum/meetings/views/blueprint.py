"""The blueprint of the meetings, below every edition's address."""

from typing import Any

from flask import Blueprint

from forum.companies.rules.certificates import STANDARD_BY_CODE
from forum.matchmaking.forms import INTERPRETERS
from forum.meetings.forms import DECLINE_REASONS

blueprint = Blueprint("meetings", __name__, url_prefix="/<edition_slug>/meetings")


@blueprint.context_processor
def words() -> dict[str, Any]:
    """What the templates name by code: certificates, reasons of a no, languages of interpreters."""
    return {
        "standards": STANDARD_BY_CODE,
        "decline_reasons": {reason.value: label for reason, label in DECLINE_REASONS},
        "interpreters": dict(INTERPRETERS),
    }
