"""The session in an address of attendance, and a certificate as it is drawn in its language."""

from flask import url_for

from forum.attendance.documents.certificate import MOST_SESSIONS, CertificatePage
from forum.attendance.models import AttendanceCertificate
from forum.core.errors import NotFound
from forum.core.filters import date_range, long_date, short_moment
from forum.core.i18n import LOCALES, force_locale, ngettext
from forum.core.i18n import gettext as _
from forum.core.tokens import sign
from forum.editions.context import current_edition
from forum.editions.models import Edition
from forum.editions.rules import to_local
from forum.programme.queries.published import programme_of
from forum.programme.rules.versions import VersionTalk


def shown_talk(talk_id: int) -> VersionTalk:
    """A session that everybody sees in the programme of the current edition.

    Raises:
        NotFound: there is none, or it was taken away.
    """
    talk = programme_of(current_edition()).talk(talk_id)
    if talk.cancelled:
        raise NotFound
    return talk


def address_of_certificate(certificate: AttendanceCertificate) -> str:
    """The page that says whether a certificate is valid; its code stands in it signed."""
    return url_for("certificates.certificate_show", token=sign("certificate", certificate.code), _external=True)


def folio_of(certificate: AttendanceCertificate, edition: Edition) -> str:
    """The folio as it is printed: the edition and the number in it."""
    return f"{edition.slug.upper()}-{certificate.number:05d}"


def hours_words(minutes: int) -> str:
    """A length in hours and minutes, whose symbols are the same in every language."""
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours} h" if hours else "", f"{rest} min" if rest else "")))


def page_of(certificate: AttendanceCertificate, edition: Edition) -> CertificatePage:
    """A certificate as it is drawn, in its language."""
    with force_locale(LOCALES[certificate.language]):
        return _page(certificate, edition)


def _page(certificate: AttendanceCertificate, edition: Edition) -> CertificatePage:
    sessions = certificate.sessions
    shown = sessions if len(sessions) <= MOST_SESSIONS + 1 else sessions[:MOST_SESSIONS]
    more = len(sessions) - len(shown)
    issued = long_date(to_local(certificate.issued_at, edition.time_zone).date())
    where = certificate.place or edition.venue_name
    return CertificatePage(
        language=certificate.language,
        title=_("Constancia de asistencia"),
        edition=edition.name,
        held=" · ".join(filter(None, (date_range(edition.starts_on, edition.ends_on), edition.venue_name))),
        heading=_("Constancia de asistencia"),
        gives=_("Se otorga la presente a"),
        name=certificate.full_name,
        company=certificate.company,
        attended=ngettext("por su asistencia a la sesión", "por su asistencia a las sesiones", len(sessions)),
        sessions=[(short_moment(each.starts_at), each.title, hours_words(each.minutes)) for each in shown],
        more=ngettext("y %(num)s sesión más", "y %(num)s sesiones más", more) if more else "",
        total=_("Total: %(hours)s", hours=hours_words(certificate.minutes)),
        issued=f"{where}, {issued}" if where else issued,
        folio=_("Folio %(folio)s", folio=folio_of(certificate, edition)),
        verify=_("Escanee el código para comprobar que esta constancia es válida."),
        address=address_of_certificate(certificate),
        signers=[(name, position) for name, position in certificate.signers or ()],
    )
