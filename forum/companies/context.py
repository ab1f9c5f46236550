"""What pages of companies ask of the domains above: which companies take part in an edition, and with which badges.

A company belongs to no edition; the staff of an edition see it through its part there. The tables are in `forum.app`.
"""

from collections.abc import Callable, Sequence

from flask import Flask, current_app
from sqlalchemy import CompoundSelect

from forum.companies.models import Company
from forum.companies.queries.directory import ListedCompany, listed_companies
from forum.companies.queries.parts import Part, companies_in
from forum.core.clock import utc_now
from forum.core.kept import Kept

BadgesOf = Callable[..., Sequence[str]]


def init_companies(app: Flask, parts: tuple[Part, ...], badges_of: BadgesOf) -> None:
    """Give the app the ways in which a company takes part in an edition, and who knows its staff badges.

    `badges_of(person_id, company_id=…, today=…)` returns the names of editions.
    """
    app.extensions["company_parts"] = parts
    kept_companies.made_also_of(part.model for part in parts)
    app.extensions["company_badges"] = badges_of


def company_parts() -> tuple[Part, ...]:
    """The ways in which a company takes part in an edition."""
    parts: tuple[Part, ...] = current_app.extensions["company_parts"]
    return parts


def participants(edition_id: int) -> CompoundSelect[tuple[int]]:
    """The ids of the companies that take part in an edition, for the queries of its staff."""
    return companies_in(edition_id, company_parts())


def _listed_in(edition_id: int) -> tuple[ListedCompany, ...]:
    return listed_companies(participants(edition_id))


kept_companies = Kept(_listed_in, of=(Company,), seconds=30)
"""The companies that take part in an edition, by name: for its list."""


def acting_participants(edition_id: int) -> CompoundSelect[tuple[int]]:
    """The ids of those whose own people made them take part; the staff of the edition see who they are."""
    return companies_in(edition_id, (part for part in company_parts() if part.by_itself))


def staff_badges_of(person_id: int, *, company_id: int) -> Sequence[str]:
    """The names of the editions, not over yet, in which the company has given a person a staff badge."""
    badges_of: BadgesOf = current_app.extensions["company_badges"]
    return badges_of(person_id, company_id=company_id, today=utc_now().date())
