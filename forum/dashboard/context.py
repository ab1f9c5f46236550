"""The lists behind the figures: a figure leads to its list for whoever may open that, and stays a figure for others."""

from typing import Any

from flask import current_app, url_for

from forum.core.access import is_granted
from forum.editions.context import current_edition


def list_behind(endpoint: str, **asked: Any) -> str | None:
    """The address of the list of what a figure counts; None for whoever may not open it."""
    if not is_granted(current_app.view_functions[endpoint], current_edition().id):
        return None
    return url_for(endpoint, **asked)
