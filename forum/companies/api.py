"""The API of companies: those of an edition, as its staff sees them; registered and corrected as on their own pages."""

from dataclasses import dataclass

from flask import request

from forum.accounts.context import current_person
from forum.companies import service
from forum.companies.context import kept_companies, participants
from forum.companies.enums import Activity, PublicPart, Sector, Stratum
from forum.companies.errors import RfcTaken
from forum.companies.forms.registration import CompanyUpdateForm, NewCompanyForm
from forum.companies.models import Company
from forum.companies.queries.directory import find_listed
from forum.companies.queries.people import administration_for
from forum.companies.queries.profiles import profile_of
from forum.core.bodies import ensure_valid, read_form
from forum.core.clock import utc_now
from forum.core.i18n import N_
from forum.core.listing import status_filter
from forum.core.operations import Family, Filter, Listed, listed, operations_for, skipped
from forum.core.paging import SIZE
from forum.editions.context import current_edition

COMPANIES = Family("companies", N_("Empresas"))
ONE = "/companies/<int:company_id>"
CHANGEABLE = ("rfc", "legal_name", "name", "sector", "activity", "website", "about", "shown_parts")
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
    shown_parts: list[PublicPart]
    sites: list[SiteShown]
    certificates: list[CertificateShown]


def company_list() -> Listed[CompanyListed]:
    """The companies that the filters find, by name."""
    found = find_listed(
        kept_companies(current_edition().id),
        text=request.args.get("q", "").strip(),
        stratum=status_filter(Stratum, "stratum"),
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
    return _shown(profile_of(company_id, among=participants(current_edition().id)))


def _shown(company: Company) -> CompanyShown:
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
        shown_parts=company.shown_parts,
        sites=[
            SiteShown(id=each.id, name=each.name, municipality=each.municipality, postal_code=each.postal_code)
            for each in company.sites
        ],
        certificates=[
            CertificateShown(id=each.id, standard=each.standard, in_process=each.in_process)
            for each in company.certificates
        ],
    )


def company_create() -> CompanyShown:
    """Register a company, which the maker of the key administers."""
    form, edition = read_form(NewCompanyForm), current_edition()
    form.confirm_rfc()
    ensure_valid(form)
    made = service.register_as_member(
        form.company_data,
        entrance=form.entrance(edition_id=edition.id, slug=edition.slug),
        by=current_person().id,
        now=utc_now(),
    )
    if made is None:
        raise RfcTaken
    return _shown(profile_of(made.id))


def company_update(company_id: int) -> CompanyShown:
    """Correct what is sent of a company that the maker of the key administers; the rest stays."""
    administration_for(current_person().id, company_id)
    stored = company_show(company_id)
    form = read_form(CompanyUpdateForm, {name: getattr(stored, name) for name in CHANGEABLE})
    form.confirm_rfc()
    ensure_valid(form)
    service.update_company(
        company_id,
        name=form.name.data,
        legal_name=form.legal_name.data,
        rfc=form.rfc.data,
        sector=form.chosen_sector,
        activity=form.chosen_activity,
        website=form.website.data or None,
        about=form.about.data,
        shown_parts=form.shown_parts.data or (),
        by=current_person().id,
        now=utc_now(),
    )
    return company_show(company_id)


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
    _operation("company_show", "GET", ONE, N_("Una empresa."), verb=company_show, answer=CompanyShown),
    _operation(
        "company_create",
        "POST",
        "/companies",
        N_("Registrar una empresa; la administra quien creó la llave."),
        verb=company_create,
        answer=CompanyShown,
        form=NewCompanyForm,
        status=201,
    ),
    _operation(
        "company_update",
        "PATCH",
        ONE,
        N_("Corregir los datos que se envían de una empresa que administra quien creó la llave."),
        verb=company_update,
        answer=CompanyShown,
        form=CompanyUpdateForm,
        shows=company_show,
    ),
)
