"""Choosing how badges look, and looking at it before it is saved."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from forum.badges.enums import Layout, Purpose, TemplateChange
from forum.badges.models import BadgeLogo, BadgeTemplate, BadgeTemplateEvent
from forum.badges.queries import find_template
from forum.badges.rules.templates import ensure_template, template_of
from forum.companies.service import reencoded
from forum.core.database import atomic, locked_all
from forum.core.history import record
from forum.editions.models import Edition


def save_template(
    edition_id: int,
    *,
    purpose: Purpose,
    category_id: int | None,
    layout: Layout,
    choices: Mapping[str, Any],
    by: int,
    now: datetime,
) -> None:
    """Choose how badges look for a purpose: those of a category, or of all that have no template of their own.

    Raises:
        PaperOfAnotherPurpose, MarginOutOfBounds, NameOutOfBounds, SymbolOutOfBounds, SymbolLeavesNoRoom,
        WidthOutOfBounds: as `ensure_template`.
    """
    ensure_template(layout, choices, purpose=purpose)
    with atomic() as session:
        locked_all(Edition, [edition_id])
        row = find_template(edition_id, purpose=purpose, category_id=category_id)
        row = row or BadgeTemplate(edition_id=edition_id, purpose=purpose, category_id=category_id)
        row.layout, row.choices = layout, template_of(layout, choices).choices()
        session.add(row)
        _record(TemplateChange.SAVED, edition_id, purpose=purpose, category_id=category_id, by=by, now=now)


def reset_template(edition_id: int, *, purpose: Purpose, category_id: int | None, by: int, now: datetime) -> None:
    """Forget what was chosen; nothing where nothing was."""
    with atomic() as session:
        locked_all(Edition, [edition_id])
        row = find_template(edition_id, purpose=purpose, category_id=category_id)
        if row is not None:
            session.delete(row)
            _record(TemplateChange.RESET, edition_id, purpose=purpose, category_id=category_id, by=by, now=now)


def set_badge_logo(edition_id: int, *, data: bytes, by: int, now: datetime) -> None:
    """Put a picture on the badges of an edition; it is encoded again, as those of companies are.

    Raises:
        NotAnImage, ImageTooLarge: it cannot be read, or is too large to be.
    """
    png, _width, _height = reencoded(data)
    with atomic() as session:
        locked_all(Edition, [edition_id])
        session.merge(BadgeLogo(edition_id=edition_id, png=png))
        _record(TemplateChange.LOGO, edition_id, by=by, now=now)


def remove_badge_logo(edition_id: int, *, by: int, now: datetime) -> None:
    """Take the picture off the badges of an edition; nothing where there is none."""
    with atomic() as session:
        locked_all(Edition, [edition_id])
        logo = session.get(BadgeLogo, edition_id)
        if logo is not None:
            session.delete(logo)
            _record(TemplateChange.LOGO_REMOVED, edition_id, by=by, now=now)


def _record(
    change: TemplateChange,
    edition_id: int,
    *,
    by: int,
    now: datetime,
    purpose: Purpose | None = None,
    category_id: int | None = None,
) -> None:
    event = BadgeTemplateEvent(edition_id=edition_id, change=change, purpose=purpose, category_id=category_id)
    record(event, by=by, now=now)
