"""A company with all that its pages show."""

from sqlalchemy import CompoundSelect, Select, exists, select
from sqlalchemy.orm import joinedload, selectinload

from forum.companies.enums import Sector
from forum.companies.models import Capability, Certificate, CertificateEvidence, Company, CompanyLogo, Membership, Site
from forum.companies.rules.completeness import Completeness, completeness
from forum.core.database import found, one, session

EAGER = (
    selectinload(Company.sites),
    selectinload(Company.certificates),
    selectinload(Company.capabilities).joinedload(Capability.process),
)


def profile_for(person_id: int, company_id: int) -> tuple[Company, Membership]:
    """A company the person acts for, with sites, certificates and processes, and the person's membership.

    Raises:
        NotFound: the person acts for no such company.
    """
    query = (
        select(Company, Membership)
        .join(Membership, Membership.company_id == Company.id)
        .options(*EAGER)
        .where(Membership.person_id == person_id, Company.id == company_id)
    )
    return found(session().execute(query).one_or_none())._tuple()


def profile_of(company_id: int, *, among: Select[tuple[int]] | CompoundSelect[tuple[int]] | None = None) -> Company:
    """A company with sites, certificates and processes, for the organiser.

    `among`: the ids of the companies that may be seen, where that is not clear from how this one was found.

    Raises:
        NotFound: there is none.
    """
    query = select(Company).options(*EAGER).where(Company.id == company_id)
    return one(query if among is None else query.where(Company.id.in_(among)))


def has_logo(company_id: int) -> bool:
    """Whether a company has a logo."""
    return bool(session().scalar(select(exists().where(CompanyLogo.company_id == company_id))))


def get_logo(company_id: int) -> CompanyLogo:
    """A company's logo.

    Raises:
        NotFound: it has none.
    """
    return found(session().get(CompanyLogo, company_id))


def completeness_of(company: Company, *, logo: bool) -> Completeness:
    """How complete the profile of a company is; its relations are loaded."""
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
    return one(select(Site).where(Site.id == site_id, Site.company_id == company_id))


def capability_of(company_id: int, capability_id: int) -> Capability:
    """A process this company offers.

    Raises:
        NotFound: it does not offer it.
    """
    query = select(Capability).options(joinedload(Capability.process))
    return one(query.where(Capability.id == capability_id, Capability.company_id == company_id))


def certificate_of(company_id: int, certificate_id: int) -> Certificate:
    """A certificate of this company.

    Raises:
        NotFound: it has no such certificate.
    """
    return one(select(Certificate).where(Certificate.id == certificate_id, Certificate.company_id == company_id))


def evidence_of(company_id: int, certificate_id: int) -> CertificateEvidence:
    """The document of a certificate of this company.

    Raises:
        NotFound: it has no such certificate, or that has no document.
    """
    query = select(CertificateEvidence).join(Certificate, Certificate.id == CertificateEvidence.certificate_id)
    return one(query.where(Certificate.id == certificate_id, Certificate.company_id == company_id))
