"""What pages of companies ask of the domains above: which companies take part in an edition, and with which badges.

A company belongs to no edition; the staff of an edition see it through its part there. The tables are in `forum.app`.
"""

from collections.abc import Callable, Sequence

from flask import Flask, current_app
from sqlalchemy import CompoundSelect

from forum.companies.queries.parts import Part, companies_in
from forum.companies.queries.people import SupplierPart
from forum.core.clock import utc_now

BadgesOf = Callable[..., Sequence[str]]
PartOf = Callable[..., SupplierPart]


def init_companies(app: Flask, parts: tuple[Part, ...], badges_of: BadgesOf, supplier_part_of: PartOf) -> None:
    """Give the app the ways in which a company takes part in an edition, and who knows what its members have by it.

    Both are asked `(person_id, company_id=…, now=…)`; `badges_of` returns the names of editions.
    """
    app.extensions["company_parts"] = parts
    app.extensions["company_badges"] = badges_of
    app.extensions["company_supplier_part"] = supplier_part_of


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


def staff_badges_of(person_id: int, *, company_id: int) -> Sequence[str]:
    """The names of the editions, not over yet, in which the company has given a person a staff badge."""
    badges_of: BadgesOf = current_app.extensions["company_badges"]
    return badges_of(person_id, company_id=company_id, now=utc_now())


def supplier_part_of(person_id: int, *, company_id: int) -> SupplierPart:
    """What a person has as the company's supplier, in the editions that are not over yet."""
    part_of: PartOf = current_app.extensions["company_supplier_part"]
    return part_of(person_id, company_id=company_id, now=utc_now())
