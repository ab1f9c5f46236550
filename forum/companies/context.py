"""What pages of companies ask of the domains above: which companies take part in an edition, and with which badges.

A company belongs to no edition; the staff of an edition see it through its part there. The tables are in `forum.app`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from flask import Flask, current_app, flash, request
from sqlalchemy import ColumnElement, CompoundSelect

from forum.accounts.context import current_person
from forum.companies import service
from forum.companies.enums import Stratum
from forum.companies.models import Certificate, Company
from forum.companies.queries.directory import ListedCompany, find_listed, listed_companies
from forum.companies.queries.parts import Group, Part, companies_in, not_only_elsewhere
from forum.companies.queries.people import SupplierPart
from forum.companies.rules.certificates import CertificateState, certificate_state
from forum.core.clock import utc_now
from forum.core.filters import local
from forum.core.i18n import gettext as _
from forum.core.kept import Kept
from forum.editions.context import current_edition

BadgesOf = Callable[..., Sequence[str]]
PartOf = Callable[..., SupplierPart]


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A line of a company's checklist: what to do and where; `waits`: it is somebody else's turn, as the hint says.

    `action` is the button's words; `posts`: it sends a form instead of leading to a page. `status`: what has a label
    whose hint is said instead.
    """

    title: str
    hint: str = ""
    status: Enum | None = None
    action: str = ""
    url: str = ""
    is_done: bool = False
    waits: bool = False
    posts: bool = False


StepsOf = Callable[[int], Sequence[Step]]


def init_companies(
    app: Flask,
    parts: tuple[Part, ...],
    badges_of: BadgesOf,
    supplier_part_of: PartOf,
    steps_of: tuple[StepsOf, ...],
    *,
    groups: tuple[Group, ...] = (),
) -> None:
    """Give the app the ways in which a company takes part, who knows what its members have by it, and its steps.

    `badges_of` and `supplier_part_of` are asked `(person_id, company_id=…, now=…)`; the first returns the names of
    editions. Each of `steps_of(company_id)` returns the steps of one domain in the current edition.
    `groups` are those by which the list of companies can be narrowed.
    """
    app.extensions["company_groups"] = {group.code: group for group in groups}
    app.extensions["company_steps"] = steps_of
    app.extensions["company_parts"] = parts
    kept_companies.made_also_of(part.model for part in parts)
    app.extensions["company_badges"] = badges_of
    app.extensions["company_supplier_part"] = supplier_part_of


def company_parts() -> tuple[Part, ...]:
    """The ways in which a company takes part in an edition."""
    parts: tuple[Part, ...] = current_app.extensions["company_parts"]
    return parts


def company_groups() -> dict[str, Group]:
    """The groups of companies that figures count, by their codes."""
    groups: dict[str, Group] = current_app.extensions["company_groups"]
    return groups


def participants(edition_id: int) -> CompoundSelect[tuple[int]]:
    """The ids of the companies that take part in an edition, for the queries of its staff."""
    return companies_in(edition_id, company_parts())


def known_to_staff(edition_id: int) -> ColumnElement[bool]:
    """Which companies the staff of an edition know of, whose people may know those of other editions too."""
    return not_only_elsewhere(edition_id, company_parts())


def _listed_in(edition_id: int) -> tuple[ListedCompany, ...]:
    return listed_companies(participants(edition_id))


kept_companies = Kept(_listed_in, of=(Company,), seconds=30)
"""The companies that take part in an edition, by name: for its list."""


UNCLASSIFIED = "none"
"""What the address says for companies without a stratum."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WantedCompanies:
    """The companies that the address asks for: words of their names, a stratum or those without, a group."""

    text: str
    stratum: Stratum | None
    unclassified: bool
    group: Group | None

    @property
    def address(self) -> dict[str, str | None]:
        """As the address says it."""
        chosen = UNCLASSIFIED if self.unclassified else self.stratum
        return {"q": self.text, "stratum": chosen, "group": self.group.code if self.group else None}

    def found_in(self, edition_id: int) -> list[ListedCompany]:
        """Those of the edition, by name."""
        among = None if self.group is None else self.group.ids(edition_id)
        companies = kept_companies(edition_id)
        return find_listed(companies, text=self.text, stratum=self.stratum, unclassified=self.unclassified, among=among)


def companies_wanted_here() -> WantedCompanies:
    """The companies that the address of the list asks for."""
    chosen = request.args.get("stratum", "")
    return WantedCompanies(
        text=request.args.get("q", "").strip(),
        stratum=Stratum(chosen) if chosen in set(Stratum) else None,
        unclassified=chosen == UNCLASSIFIED,
        group=company_groups().get(request.args.get("group", "")),
    )


def acting_participants(edition_id: int) -> CompoundSelect[tuple[int]]:
    """The ids of those whose own people made them take part; the staff of the edition see who they are."""
    return companies_in(edition_id, (part for part in company_parts() if part.by_itself))


def answer_claim_as_asked(claim_id: int, *, ally_id: int) -> None:
    """Answer a claim of the ally as the posted form says, and tell what was done."""
    accepts = request.form.get("accepts") == "yes"
    company = service.answer_claim(
        claim_id,
        ally_id=ally_id,
        accepts=accepts,
        edition_slug=current_edition().slug,
        by=current_person().id,
        now=utc_now(),
    )
    flash(
        _("Confirmamos la afiliación de %(company)s.", company=company.name)
        if accepts
        else _("No confirmamos la afiliación de %(company)s.", company=company.name),
        "success",
    )


def staff_badges_of(person_id: int, *, company_id: int) -> Sequence[str]:
    """The names of the editions, not over yet, in which the company has given a person a staff badge."""
    badges_of: BadgesOf = current_app.extensions["company_badges"]
    return badges_of(person_id, company_id=company_id, now=utc_now())


def supplier_part_of(person_id: int, *, company_id: int) -> SupplierPart:
    """What a person has as the company's supplier, in the editions that are not over yet."""
    part_of: PartOf = current_app.extensions["company_supplier_part"]
    return part_of(person_id, company_id=company_id, now=utc_now())


def steps_to_take_part(company_id: int) -> list[Step]:
    """What a company does to take part in the current edition, and how far it is."""
    steps_of: tuple[StepsOf, ...] = current_app.extensions["company_steps"]
    return [step for domain in steps_of for step in domain(company_id)]


def state_of(certificate: Certificate) -> CertificateState:
    """The state of a certificate today, on the clocks of the venue."""
    return certificate_state(
        valid_until=certificate.valid_until,
        in_process=certificate.in_process,
        has_evidence=certificate.has_evidence,
        today=local(utc_now()).date(),
    )
