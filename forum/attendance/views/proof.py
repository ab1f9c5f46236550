"""The page to which the QR of a certificate leads: what it says, and whether that is so."""

from flask import render_template

from forum.attendance.context import folio_of, hours_words
from forum.attendance.enums import ProofState
from forum.attendance.queries.certificates import certificate_by_code
from forum.attendance.rules.certificates import total_minutes
from forum.attendance.views.blueprints import certificates
from forum.core.access import public
from forum.core.limits import limited
from forum.core.tokens import unsign
from forum.editions.context import current_edition


@certificates.get("/<token>")
@limited("60/minute")
@public
def certificate_show(token: str) -> tuple[str, int]:
    """Whether a certificate is valid; of one that is not ours, or whose data were deleted, nothing is said."""
    edition, code = current_edition(), unsign("certificate", token)
    certificate = certificate_by_code(edition.id, code) if isinstance(code, str) else None
    if certificate is None or certificate.state is ProofState.GONE:
        return render_template("attendance/proof_none.html", is_gone=certificate is not None), 404
    folio = folio_of(certificate, edition)
    return render_template(
        "attendance/proof.html", certificate=certificate, folio=folio, hours=hours_words, total=total_minutes
    ), 200
