"""Certificates of attendance: whose they are, what they would say, which were issued."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Person
from forum.attendance.models import Attendance, AttendanceCertificate, CertificateRound, CertificateSetting
from forum.core.database import one, session
from forum.registration.models import Registration


def attended_by(registration_id: int) -> list[str]:
    """The sessions that somebody attended, by their names in calendars."""
    return list(session().scalars(select(Attendance.talk_uid).where(Attendance.registration_id == registration_id)))


def setting_of(edition_id: int) -> CertificateSetting:
    """What the certificates of an edition say besides; empty where nothing is set."""
    found = session().get(CertificateSetting, edition_id)
    empty = dict.fromkeys(("place", "first_name", "first_position", "second_name", "second_position"), "")
    return found or CertificateSetting(edition_id=edition_id, **empty)


def certificates_of(registration_id: int) -> Sequence[AttendanceCertificate]:
    """Every certificate of somebody, the last one first."""
    query = select(AttendanceCertificate).where(AttendanceCertificate.registration_id == registration_id)
    query = query.order_by(AttendanceCertificate.id.desc())
    return session().scalars(query.execution_options(populate_existing=True)).all()


def last_certificate(registration_id: int) -> AttendanceCertificate | None:
    """The last certificate of somebody, also one that was withdrawn."""
    return next(iter(certificates_of(registration_id)), None)


def next_number(edition_id: int) -> int:
    """The folio that follows; under the lock of the edition's certificates."""
    query = select(func.max(AttendanceCertificate.number)).where(AttendanceCertificate.edition_id == edition_id)
    return (session().scalar(query) or 0) + 1


def certificate_in(edition_id: int, certificate_id: int) -> AttendanceCertificate:
    """A certificate of this edition.

    Raises:
        NotFound: there is none.
    """
    query = select(AttendanceCertificate).where(AttendanceCertificate.id == certificate_id)
    return one(query.where(AttendanceCertificate.edition_id == edition_id))


def certificate_by_code(edition_id: int, code: str) -> AttendanceCertificate | None:
    """The certificate with this code; None for none of this edition."""
    query = select(AttendanceCertificate).where(AttendanceCertificate.code == code)
    return session().scalar(query.where(AttendanceCertificate.edition_id == edition_id))


def list_certificates(edition_id: int, *, first: int, most: int) -> Sequence[AttendanceCertificate]:
    """The certificates that stand, in order of folio, so many from the first one on."""
    query = _standing(edition_id).order_by(AttendanceCertificate.number).offset(first).limit(most)
    return session().scalars(query).all()


def count_certificates(edition_id: int) -> int:
    """How many certificates of an edition stand."""
    return session().scalar(select(func.count()).select_from(_standing(edition_id).subquery())) or 0


def _standing(edition_id: int) -> Any:
    query = select(AttendanceCertificate).where(AttendanceCertificate.edition_id == edition_id)
    return query.where(
        AttendanceCertificate.replaced_at.is_(None),
        AttendanceCertificate.withdrawn_at.is_(None),
        AttendanceCertificate.full_name != "",
    )


def who_attended(edition_id: int) -> Sequence[int]:
    """The registrations with attendance at some session of an edition."""
    query = select(Attendance.registration_id).where(Attendance.edition_id == edition_id).distinct()
    return session().scalars(query.order_by(Attendance.registration_id)).all()


def person_of(registration_id: int) -> Row[tuple[Registration, Person]]:
    """A registration with its person."""
    query = select(Registration, Person).join(Person, Person.id == Registration.person_id)
    return session().execute(query.where(Registration.id == registration_id)).one()


def find_round(edition_id: int) -> CertificateRound | None:
    """The last time all certificates of an edition were asked for."""
    query = select(CertificateRound).where(CertificateRound.edition_id == edition_id)
    return session().scalar(query.order_by(CertificateRound.id.desc()).limit(1))


def open_rounds() -> Sequence[int]:
    """The rounds that are not done."""
    return session().scalars(select(CertificateRound.id).where(CertificateRound.done_at.is_(None))).all()


def lives_of(registration_id: int) -> Sequence[tuple[AttendanceCertificate, Person | None, Person | None]]:
    """Every certificate of somebody, each with who issued it and who withdrew it."""
    issuer, withdrawer = aliased(Person), aliased(Person)
    query = select(AttendanceCertificate, issuer, withdrawer)
    query = query.outerjoin(issuer, issuer.id == AttendanceCertificate.issued_by_id)
    query = query.outerjoin(withdrawer, withdrawer.id == AttendanceCertificate.withdrawn_by_id)
    query = query.where(AttendanceCertificate.registration_id == registration_id)
    return [(row[0], row[1], row[2]) for row in session().execute(query)]
