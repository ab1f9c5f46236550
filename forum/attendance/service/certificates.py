"""Issuing certificates of attendance: one that stands for each person, replaced where it would say something else."""

import secrets
from datetime import datetime

from forum.attendance.enums import ProofState
from forum.attendance.errors import CertificateWithdrawn, NothingAttended, SignerMissing
from forum.attendance.models import AttendanceCertificate, CertificateRound, CertificateSetting
from forum.attendance.notices import notify_certificate
from forum.attendance.queries.certificates import (
    attended_by,
    certificate_in,
    find_round,
    last_certificate,
    next_number,
    open_rounds,
    person_of,
    setting_of,
    who_attended,
)
from forum.attendance.rules.certificates import CertifiedTalk, certified
from forum.badges.rules import new_code
from forum.core.database import atomic, lock_name, locked, on_commit, session
from forum.editions.models import Edition
from forum.jobs import soon
from forum.programme.queries.published import published_talks
from forum.programme.rules.versions import VersionTalk
from forum.registration.models import Registration

ISSUE = "attendance.issue"


def certifiable(registration_id: int, *, edition_id: int, language: str, now: datetime) -> list[CertifiedTalk]:
    """The sessions that a certificate of somebody would name now."""
    talks = published_talks(edition_id)
    return certified(talks, attended=attended_by(registration_id), language=language, now=now)


def issue_certificate(
    registration_id: int, *, by: int | None, is_staff: bool = False, now: datetime
) -> AttendanceCertificate:
    """The certificate of somebody: the one that stands, or a new one where it would say something else by now.

    Raises:
        NothingAttended: they attended no session that is over.
        CertificateWithdrawn: the last one was withdrawn, and no staff ask.
    """
    with atomic():
        registration = locked(Registration, registration_id)
        issued, _is_new = _issue(registration, published_talks(registration.edition_id), by, is_staff, now)
        return issued


def _issue(
    registration: Registration, talks: tuple[VersionTalk, ...], by: int | None, is_staff: bool, now: datetime
) -> tuple[AttendanceCertificate, bool]:
    """The certificate, and whether it is a new one."""
    person = person_of(registration.id).Person
    said = certified(talks, attended=attended_by(registration.id), language=person.language, now=now)
    if not said:
        raise NothingAttended
    setting, last = setting_of(registration.edition_id), last_certificate(registration.id)
    values = {
        "language": person.language,
        "full_name": person.full_name,
        "company": registration.organisation,
        "talks": [each.stored for each in said],
        "signers": setting.signers,
        "place": setting.place,
    }
    if last is not None:
        if last.state is ProofState.WITHDRAWN and not is_staff:
            raise CertificateWithdrawn
        if last.state is ProofState.VALID:
            if all(getattr(last, name) == value for name, value in values.items()):
                return last, False
            last.replaced_at = now
    lock_name(f"certificates {registration.edition_id}")
    certificate = AttendanceCertificate(
        edition_id=registration.edition_id,
        registration_id=registration.id,
        number=next_number(registration.edition_id),
        code=new_code(secrets.token_bytes),
        issued_at=now,
        issued_by_id=by,
        **values,
    )
    session().add(certificate)
    session().flush()
    return certificate, True


def withdraw_certificate(certificate_id: int, *, edition_id: int, by: int, now: datetime) -> None:
    """Withdraw a certificate: its page says so, and its person cannot issue another one.

    Raises:
        NotFound: the edition has no such certificate.
    """
    with atomic():
        certificate = certificate_in(edition_id, certificate_id)
        if certificate.withdrawn_at is None:
            certificate.withdrawn_at, certificate.withdrawn_by_id = now, by


def set_certificates(edition_id: int, *, place: str, signers: tuple[tuple[str, str], tuple[str, str]]) -> None:
    """Set where certificates are issued and who signs them, by name and position; later ones say it.

    Raises:
        SignerMissing: a position has no name.
    """
    if any(position and not name for name, position in signers):
        raise SignerMissing
    with atomic() as current:
        setting = current.get(CertificateSetting, edition_id)
        if setting is None:
            setting = CertificateSetting(edition_id=edition_id)
            current.add(setting)
        setting.place = place
        (setting.first_name, setting.first_position), (setting.second_name, setting.second_position) = signers


def copy_setting(source_id: int, edition_id: int) -> None:
    """Give the copy of an edition the place and the signers of the other, inside the change that copies it."""
    names = ("place", "first_name", "first_position", "second_name", "second_position")
    source = session().get(CertificateSetting, source_id)
    if source is not None:
        session().add(CertificateSetting(edition_id=edition_id, **{name: getattr(source, name) for name in names}))


def ask_for_all(edition_id: int, *, by: int, now: datetime) -> None:
    """Have the certificates of everybody issued and mailed, in the background; once at a time."""
    with atomic() as current:
        lock_name(f"certificates {edition_id}")
        last = find_round(edition_id)
        if last is None or last.done_at is not None:
            current.add(CertificateRound(edition_id=edition_id, asked_at=now, asked_by_id=by, issued=0))
        on_commit(lambda: soon(ISSUE))


def issue_all(*, now: datetime) -> int:
    """Issue and mail what was asked for, one person at a time; run twice it issues nothing twice. Returns how many."""
    return sum(_issue_round(round_id, now=now) for round_id in open_rounds())


def _issue_round(round_id: int, *, now: datetime) -> int:
    edition_id = session().get_one(CertificateRound, round_id).edition_id
    talks, issued = published_talks(edition_id), 0
    for registration_id in who_attended(edition_id):
        issued += _issue_and_tell(registration_id, talks, now=now)
    with atomic() as current:
        done = current.get_one(CertificateRound, round_id)
        done.done_at, done.issued = now, done.issued + issued
    return issued


def _issue_and_tell(registration_id: int, talks: tuple[VersionTalk, ...], *, now: datetime) -> bool:
    try:
        with atomic() as current:
            registration = locked(Registration, registration_id)
            _certificate, is_new = _issue(registration, talks, None, False, now)
            if is_new:
                edition = current.get_one(Edition, registration.edition_id)
                notify_certificate(registration, person_of(registration_id).Person, edition, now=now)
            return is_new
    except (NothingAttended, CertificateWithdrawn):
        return False
