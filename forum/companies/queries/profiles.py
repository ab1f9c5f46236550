"""A company with everything its pages show."""

from sqlalchemy import exists, select
from sqlalchemy.orm import selectinload

from forum.companies.enums import Sector
from forum.companies.models import Capability, Certificate, Company, CompanyLogo, Membership, Site
from forum.companies.rules.completeness import Completeness, completeness
from forum.core.database import session
from forum.core.errors import NotFound

WITH_EVERYTHING = (
    selectinload(Company.sites),
    selectinload(Company.certificates),
    selectinload(Company.capabilities).joinedload(Capability.process),
)


def profile_for(person_id: int, company_id: int) -> tuple[Company, Membership]:
    """A company of the person's with sites, certificates and processes, and the person's part in it.

    Raises:
        NotFound: there is none, or the person is a stranger to it.
    """
    query = (
        select(Company, Membership)
        .join(Membership, Membership.company_id == Company.id)
        .options(*WITH_EVERYTHING)
        .where(Membership.person_id == person_id, Company.id == company_id)
    )
    row = session().execute(query).one_or_none()
    if row is None:
        raise NotFound
    return row._tuple()


def profile_of(company_id: int) -> Company:
    """Any company with sites, certificates and processes, for the organiser.

    Raises:
        NotFound: there is none.
    """
    query = select(Company).options(*WITH_EVERYTHING).where(Company.id == company_id)
    company = session().scalars(query).one_or_none()
    if company is None:
        raise NotFound
    return company


def has_logo(company_id: int) -> bool:
    """Whether a company has shown its logo."""
    return bool(session().scalar(select(exists().where(CompanyLogo.company_id == company_id))))


def find_logo(company_id: int) -> CompanyLogo | None:
    """A company's logo."""
    return session().get(CompanyLogo, company_id)


def completeness_of(company: Company, *, logo: bool) -> Completeness:
    """How complete a loaded profile is."""
    is_business = company.sector is Sector.EMPRESA
    return completeness(
        is_business=is_business,
        has_identity=company.rfc is not None and (company.activity is not None or not is_business),
        has_size=company.workers is not None,
        sites=len(company.sites),
        processes=len(company.capabilities),
        certificates=len(company.certificates),
        has_about=bool(company.about),
        has_logo=logo,
    )


def site_of(company_id: int, site_id: int) -> Site:
    """A site of this company.

    Raises:
        NotFound: it has no such site.
    """
    site = session().scalars(select(Site).where(Site.id == site_id, Site.company_id == company_id)).one_or_none()
    if site is None:
        raise NotFound
    return site


def certificate_of(company_id: int, certificate_id: int) -> Certificate:
    """A certificate of this company.

    Raises:
        NotFound: it has no such certificate.
    """
    query = select(Certificate).where(Certificate.id == certificate_id, Certificate.company_id == company_id)
    certificate = session().scalars(query).one_or_none()
    if certificate is None:
        raise NotFound
    return certificate
