"""What pages of companies ask of the domains above: which companies take part in an edition.

A company belongs to no edition; the staff of an edition see it through its part there. The table is in `forum.app`.
"""

from flask import Flask, current_app
from sqlalchemy import CompoundSelect

from forum.companies.queries.parts import Part, companies_in


def init_companies(app: Flask, parts: tuple[Part, ...]) -> None:
    """Give the app the ways in which a company takes part in an edition."""
    app.extensions["company_parts"] = parts


def company_parts() -> tuple[Part, ...]:
    """The ways in which a company takes part in an edition."""
    parts: tuple[Part, ...] = current_app.extensions["company_parts"]
    return parts


def participants(edition_id: int) -> CompoundSelect[tuple[int]]:
    """The ids of the companies that take part in an edition, for the queries of its staff."""
    return companies_in(edition_id, company_parts())


def acting_participants(edition_id: int) -> CompoundSelect[tuple[int]]:
    """The ids of those whose own people made them take part; the staff of the edition see who they are."""
    return companies_in(edition_id, (part for part in company_parts() if part.by_itself))
