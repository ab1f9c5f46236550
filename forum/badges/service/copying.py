"""The badge templates of an edition that is a copy of another."""

from collections.abc import Mapping

from sqlalchemy import select

from forum.badges.models import BadgeLogo, BadgeTemplate
from forum.core.database import session


def copy_templates(source_id: int, edition_id: int, *, categories: Mapping[int, int]) -> None:
    """Copy templates and logo, inside the change that copies an edition.

    `categories`: the copies by those they are of.
    """
    current = session()
    templates = current.scalars(select(BadgeTemplate).where(BadgeTemplate.edition_id == source_id)).all()
    current.add_all(
        BadgeTemplate(
            edition_id=edition_id,
            category_id=None if each.category_id is None else categories[each.category_id],
            purpose=each.purpose,
            layout=each.layout,
            choices=dict(each.choices),
        )
        for each in templates
    )
    logo = current.get(BadgeLogo, source_id)
    if logo is not None:
        current.add(BadgeLogo(edition_id=edition_id, png=logo.png))
