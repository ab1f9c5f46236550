"""The API of companies: those that take part in an edition, as its staff sees them."""

from dataclasses import dataclass

from flask import request

from forum.companies.context import kept_companies, participants
from forum.companies.enums import Activity, Sector, Stratum
from forum.companies.queries.directory import find_listed
from forum.companies.queries.profiles import profile_of
from forum.core.i18n import N_
from forum.core.operations import Family, Filter, Listed, listed, operations_for, skipped
from forum.core.paging import SIZE
from forum.editions.context import current_edition

COMPANIES = Family("companies", N_("Empresas"))
_operation = operations_for(COMPANIES, "exhibitors.review")


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyListed:
    """A line of the list of companies."""

    id: int
    name: str
    legal_name: str
    rfc: str | None
    sector: Sector | None
    stratum: Stratum | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteShown:
    """A plant or an office."""

    id: int
    name: str
    municipality: str
    postal_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateShown:
    """A certificate, as the company declared it."""

    id: int
    standard: str
    in_process: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyShown:
    """A company with its sites and certificates."""

    id: int
    name: str
    legal_name: str
    rfc: str | None
    country: str
    sector: Sector | None
    activity: Activity | None
    stratum: Stratum | None
    website: str | None
    about: str
    sites: list[SiteShown]
    certificates: list[CertificateShown]


def company_list() -> Listed[CompanyListed]:
    """The companies that the filters find, by name."""
    chosen = request.args.get("stratum")
    found = find_listed(
        kept_companies(current_edition().id),
        text=request.args.get("q", "").strip(),
        stratum=Stratum(chosen) if chosen else None,
    )
    page = found[skipped(SIZE) : skipped(SIZE) + SIZE]
    lines = [
        CompanyListed(
            id=each.id,
            name=each.name,
            legal_name=each.legal_name,
            rfc=each.rfc,
            sector=each.sector,
            stratum=each.stratum,
        )
        for each in page
    ]
    return listed(lines, total=len(found), size=SIZE)


def company_show(company_id: int) -> CompanyShown:
    """One company."""
    company = profile_of(company_id, among=participants(current_edition().id))
    return CompanyShown(
        id=company.id,
        name=company.name,
        legal_name=company.legal_name,
        rfc=company.rfc,
        country=company.country,
        sector=company.sector,
        activity=company.activity,
        stratum=company.stratum,
        website=company.website,
        about=company.about,
        sites=[
            SiteShown(id=each.id, name=each.name, municipality=each.municipality, postal_code=each.postal_code)
            for each in company.sites
        ],
        certificates=[
            CertificateShown(id=each.id, standard=each.standard, in_process=each.in_process)
            for each in company.certificates
        ],
    )


OPERATIONS = (
    _operation(
        "company_list",
        "GET",
        "/companies",
        N_("Las empresas que participan, por nombre."),
        verb=company_list,
        answer=CompanyListed,
        is_list=True,
        filters=(
            Filter(name="q", summary=N_("Palabras del nombre o del RFC.")),
            Filter(name="stratum", summary=N_("El estrato."), choices=tuple(Stratum)),
        ),
    ),
    _operation(
        "company_show",
        "GET",
        "/companies/<int:company_id>",
        N_("Una empresa."),
        verb=company_show,
        answer=CompanyShown,
    ),
)
