"""Who sees the drawing of a requirement."""

from forum.matchmaking.enums import DrawingAccess, DrawingAudience, SupplierStatus
from forum.matchmaking.errors import NdaTextMissing


def drawing_access(
    audience: DrawingAudience, *, supplier: SupplierStatus | None, is_accepted: bool, has_signed: bool
) -> DrawingAccess:
    """Whether a company sees a drawing.

    `is_accepted`: the buyer accepted a meeting with it; `has_signed`: the person accepted the present text for it.
    """
    if audience is DrawingAudience.MEETING:
        return DrawingAccess.OPEN if is_accepted else DrawingAccess.NEEDS_MEETING
    if supplier is not SupplierStatus.APPROVED and not is_accepted:
        return DrawingAccess.NEEDS_APPROVAL
    if audience is DrawingAudience.NDA and not has_signed:
        return DrawingAccess.NEEDS_NDA
    return DrawingAccess.OPEN


def ensure_nda_text(audience: DrawingAudience, text: str) -> str:
    """The text as it is kept: none where nobody accepts one.

    Raises:
        NdaTextMissing: suppliers are to accept a text, and there is none.
    """
    if audience is not DrawingAudience.NDA:
        return ""
    if not text.strip():
        raise NdaTextMissing
    return text.strip()
