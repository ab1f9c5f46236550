"""The document that proves a certificate: kept with it, taken away."""

from datetime import datetime

from forum.companies.models import Certificate, CertificateEvidence
from forum.companies.service.events import record_event
from forum.core.database import atomic, found, locked, session
from forum.core.uploads import ReadFile, put_file


def put_evidence(certificate: Certificate, file: ReadFile, *, by: int, now: datetime) -> None:
    """Keep the document of a locked certificate, in the place of a former one; inside atomic().

    Raises:
        NoRoomForFile: the disk is full.
    """
    current = session()
    current.flush()
    evidence = current.get(CertificateEvidence, certificate.id) or CertificateEvidence(certificate_id=certificate.id)
    put_file(evidence, file, by=by, now=now)
    current.add(evidence)
    certificate.has_file = True
    record_event(certificate.company_id, "evidence", by=by, now=now, standard=certificate.standard)


def remove_evidence(certificate_id: int, *, company_id: int, by: int, now: datetime) -> None:
    """Take the document of a certificate away.

    Raises:
        NotFound: the company has no such certificate, or it has no document.
    """
    with atomic() as current:
        certificate = locked(Certificate, certificate_id, company_id=company_id)
        current.delete(found(current.get(CertificateEvidence, certificate_id)))
        certificate.has_file = False
        record_event(company_id, "evidence_removed", by=by, now=now, standard=certificate.standard)
