"""Announcements: how a lower domain tells higher ones what happened, in the same transaction.

An event is a frozen dataclass named in the past tense in its domain's `signals.py`; who listens stands in one table
in `app.py`.
"""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, current_app

Reaction = Callable[[Any], None]


def init_reactions(app: Flask, table: Iterable[tuple[type, Reaction]]) -> None:
    """Wire each kind of event to the reactions that follow it, in the order of the table."""
    reactions: dict[type, list[Reaction]] = {}
    for event, reaction in table:
        reactions.setdefault(event, []).append(reaction)
    app.extensions["reactions"] = reactions


def announce(event: object) -> None:
    """Tell every listener, now: what they write is saved or lost together with the change."""
    for reaction in current_app.extensions["reactions"].get(type(event), ()):
        reaction(event)
