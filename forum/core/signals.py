"""Announcements: how a lower domain tells higher ones what happened, in the same transaction.

An event is a frozen dataclass named in the past tense in its domain's `signals.py`; the table of listeners is in
`app.py`.
"""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, current_app

Reaction = Callable[[Any], None]


def init_reactions(app: Flask, table: Iterable[tuple[type, Reaction]]) -> None:
    """Register the reactions to each kind of event, in the order of the table."""
    reactions: dict[type, list[Reaction]] = {}
    for event, reaction in table:
        reactions.setdefault(event, []).append(reaction)
    app.extensions["reactions"] = reactions


def announce(event: object) -> None:
    """Call every reaction now: what they write is saved or rolled back with the change."""
    for reaction in current_app.extensions["reactions"].get(type(event), ()):
        reaction(event)
