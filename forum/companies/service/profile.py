"""What a company says of itself: names, activity, size, sites, processes, certificates."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import delete, select

from forum.companies.enums import Activity, Sector, Stratum
from forum.companies.errors import CertificateTwice, ConsentMissing, RfcTaken
from forum.companies.models import Capability, Certificate, Company, Process, Site
from forum.companies.rules.places import Place, normal_place
from forum.companies.rules.publicity import stored_parts
from forum.companies.rules.rfc import GENERIC_RFCS, RfcKind, parse_rfc
from forum.companies.rules.stratum import classify
from forum.companies.service.events import record_event
from forum.companies.service.evidence import put_evidence
from forum.companies.signals import CompanyRenamed
from forum.core.database import atomic, locked, locked_all, refusing
from forum.core.signals import announce
from forum.core.uploads import Incoming, read_file
from forum.privacy.enums import Purpose
from forum.privacy.service import record_consents

UNIQUE_RFC = "uq_company_rfc"


def update_company(
    company_id: int,
    *,
    name: str,
    legal_name: str,
    rfc: str | None,
    sector: Sector,
    activity: Activity | None,
    website: str | None,
    about: str,
    by: int,
    now: datetime,
    shown_parts: Collection[str] | None = None,
) -> Company:
    """Change what a company is called and does, and what other companies see of it; its stratum is computed again.

    `shown_parts`: values of `PublicPart`; None leaves them as they are.

    Raises:
        RfcTaken: another company has this RFC.
    """
    with atomic():
        company = locked_all(Company, [company_id])[0]
        before = {"rfc": company.rfc, "legal_name": company.legal_name}
        if shown_parts is not None:
            before["public_parts"], company.public_parts = company.public_parts, stored_parts(shown_parts)
        with refusing(UNIQUE_RFC, RfcTaken()):
            company.rfc = parse_rfc(rfc).number if rfc else None
            renamed = name != company.name
            company.name, company.legal_name = name, legal_name
            company.sector, company.website, company.about = sector, website, about
            company.activity = activity if sector is Sector.EMPRESA else None
        _classify(company)
        record_event(company_id, "updated", by=by, now=now, before=before)
        if renamed:
            announce(CompanyRenamed(company_id=company_id, at=now))
    return company


def set_size(
    company_id: int,
    *,
    workers: int,
    sales_low: int | None,
    sales_high: int | None,
    sales_year: int | None,
    consented_notice_id: int | None,
    by: int,
    now: datetime,
) -> Company:
    """Save workers and yearly sales (pesos; equal ends are exact) and the stratum that follows from them.

    `consented_notice_id` is the notice under which the actor consented to the storing of sales figures, if they did.

    Raises:
        ConsentMissing: sales of a natural person without their express consent.
        FiguresImpossible: a figure is negative, or the range ends below its start.
    """
    with atomic():
        company = locked_all(Company, [company_id])[0]
        has_sales = sales_low is not None or sales_high is not None
        if has_sales and needs_consent(company.rfc):
            if consented_notice_id is None:
                raise ConsentMissing
            record_consents(by, consented_notice_id, {Purpose.SALES_FIGURES: True}, now)
        company.workers, company.sales_low, company.sales_high = workers, sales_low, sales_high
        company.sales_year = sales_year if has_sales else None
        _classify(company)
        record_event(company_id, "size", by=by, now=now, workers=workers, stratum=company.stratum)
    return company


def needs_consent(rfc: str | None) -> bool:
    """Whether this RFC is a natural person's, whose sales figures are personal data (LFPDPPP)."""
    return rfc is not None and rfc not in GENERIC_RFCS and parse_rfc(rfc).kind is RfcKind.FISICA


def _classify(company: Company) -> None:
    if company.activity is None or company.workers is None:
        company.stratum = company.stratum_method = company.score_tenths = None
        company.stratum_flagged = False
        return
    result = classify(
        company.activity, workers=company.workers, sales_low=company.sales_low, sales_high=company.sales_high
    )
    company.stratum = Stratum(result.stratum)
    company.stratum_method = result.method.value
    company.score_tenths = result.score_tenths
    company.stratum_flagged = result.inconsistent


def add_site(company_id: int, *, place: Place) -> Site:
    """Add a plant or an office.

    Raises:
        StateMissing, PostalCodeWrong: it is in Mexico, and one of them is not valid.
    """
    with atomic() as current:
        site = Site(company_id=company_id, **asdict(normal_place(place)))
        current.add(site)
    return site


def update_site(site_id: int, *, company_id: int, place: Place) -> Site:
    """Change a plant or an office.

    Raises:
        NotFound: the company has no such site.
        StateMissing, PostalCodeWrong: it is in Mexico, and one of them is not valid.
    """
    with atomic():
        site = locked(Site, site_id, company_id=company_id)
        for name, value in asdict(normal_place(place)).items():
            setattr(site, name, value)
    return site


def delete_site(site_id: int, *, company_id: int) -> None:
    """Delete a plant or an office.

    Raises:
        NotFound: the company has no such site.
    """
    with atomic() as current:
        current.delete(locked(Site, site_id, company_id=company_id))


def change_processes(company_id: int, *, added: set[int], removed: set[int], by: int, now: datetime) -> None:
    """Add and remove processes of the catalogue a company offers; families and unknown ids are ignored."""
    with atomic() as current:
        locked_all(Company, [company_id])
        offered = select(Process.id).where(Process.id.in_(added), Process.parent_id.is_not(None))
        has = set(current.scalars(select(Capability.process_id).where(Capability.company_id == company_id)))
        new, gone = set(current.scalars(offered)) - has, has & removed
        if gone:
            current.execute(
                delete(Capability).where(Capability.company_id == company_id, Capability.process_id.in_(gone)),
                execution_options={"synchronize_session": False},
            )
        current.add_all(Capability(company_id=company_id, process_id=process_id) for process_id in sorted(new))
        record_event(company_id, "processes", by=by, now=now, count=len(has) + len(new) - len(gone))


def set_capacity(
    capability_id: int,
    *,
    company_id: int,
    annual_capacity: int | None,
    capacity_unit: str,
    detail: str,
    by: int,
    now: datetime,
) -> Capability:
    """Say how much of a process a company can do in a year, and with what.

    Raises:
        NotFound: the company does not offer it.
    """
    with atomic():
        capability = locked(Capability, capability_id, company_id=company_id)
        capability.annual_capacity = annual_capacity
        capability.capacity_unit = capacity_unit if annual_capacity is not None else ""
        capability.detail = detail
        record_event(company_id, "capacity", by=by, now=now, process_id=capability.process_id)
    return capability


def save_certificate(
    company_id: int,
    *,
    certificate_id: int | None,
    standard: str,
    body: str,
    number: str,
    scope: str,
    valid_until: date | None,
    in_process: bool,
    file: Incoming | None = None,
    by: int,
    now: datetime,
) -> Certificate:
    """Add a certificate, or change one (`certificate_id`); `file` is the document that proves it.

    Raises:
        CertificateTwice: the company has a certificate of that standard.
        NotFound: the company has no such certificate.
        FileUnreadable, FileTooLarge, NoRoomForFile: the document is not taken.
    """
    read = read_file(file) if file else None
    with atomic() as current, refusing("uq_certificate_company_id_standard", CertificateTwice()):
        if certificate_id is None:
            certificate = Certificate(company_id=company_id)
            current.add(certificate)
        else:
            certificate = locked(Certificate, certificate_id, company_id=company_id)
        certificate.standard, certificate.body, certificate.number = standard, body, number
        certificate.scope, certificate.valid_until, certificate.in_process = scope, valid_until, in_process
        if read is not None:
            put_evidence(certificate, read, by=by, now=now)
    return certificate


def delete_certificate(certificate_id: int, *, company_id: int) -> None:
    """Delete a certificate.

    Raises:
        NotFound: the company has no such certificate.
    """
    with atomic() as current:
        current.delete(locked(Certificate, certificate_id, company_id=company_id))
