"""One's own certificate: signed in, or through the link of one's registration."""

from dataclasses import dataclass

from flask import Response, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.attendance.context import address_of_certificate, folio_of, hours_words
from forum.attendance.enums import ProofState
from forum.attendance.queries.certificates import last_certificate
from forum.attendance.rules.certificates import total_minutes
from forum.attendance.service.certificates import certifiable, issue_certificate
from forum.attendance.views.blueprints import own_certificate
from forum.attendance.views.files import PDF, pdf_of
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.twins import TwinPages, twin_url
from forum.core.web import send_private
from forum.editions.context import current_edition
from forum.programme.errors import NotAttending
from forum.programme.queries.choices import find_registration
from forum.registration.context import registration_of_link


@dataclass(frozen=True, slots=True)
class CertificateOwner:
    """Whose certificate it is: their approved registration, and the token of the link they came by, if any."""

    person_id: int
    registration_id: int | None
    token: str | None = None

    def url(self, page: str) -> str:
        """The address of one of these pages for them."""
        return twin_url(f"own_certificate.{page}", self.token)

    @property
    def attends(self) -> int:
        """Their registration.

        Raises:
            NotAttending: they have none that is approved.
        """
        if self.registration_id is None:
            raise NotAttending
        return self.registration_id


def _of(person_id: int, token: str | None = None) -> CertificateOwner:
    return CertificateOwner(person_id, find_registration(person_id, edition_id=current_edition().id), token)


def _signed_in() -> CertificateOwner:
    return _of(current_person().id)


def _by_link(token: str) -> CertificateOwner:
    return _of(registration_of_link(token).person_id, token)


pages = TwinPages(blueprint=own_certificate, signed_in=_signed_in, by_link=_by_link)


@pages.get("/certificate")
def certificate_show(who: CertificateOwner) -> str:
    """The sessions one attended, and the certificate of them."""
    edition, id = current_edition(), who.registration_id
    certificate = last_certificate(id) if id else None
    now, language = utc_now(), locale_name()
    return render_template(
        "attendance/own.html",
        who=who,
        sessions=certifiable(id, edition_id=edition.id, language=language, now=now) if id else [],
        certificate=certificate,
        folio=folio_of(certificate, edition) if certificate else "",
        address=address_of_certificate(certificate) if certificate else "",
        hours=hours_words,
        total=total_minutes,
    )


@pages.post("/certificate")
def certificate_create(who: CertificateOwner) -> ResponseReturnValue:
    """Issue one's certificate, again where it would say something else by now."""
    issue_certificate(who.attends, by=who.person_id, now=utc_now())
    flash(_("Emitimos su constancia. Descárguela en PDF."), "success")
    return redirect(who.url("certificate_show"), 303)


@pages.get("/certificate.pdf")
def pdf_show(who: CertificateOwner) -> Response:
    """One's certificate as PDF."""
    edition = current_edition()
    certificate = last_certificate(who.attends)
    if certificate is None or certificate.state is not ProofState.VALID:
        raise NotFound
    return send_private(pdf_of([certificate], edition), mimetype=PDF, name=f"constancia-{edition.slug}.pdf")
