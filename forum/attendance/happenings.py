"""What happened to somebody's attendance at sessions, and to their certificates."""

from collections.abc import Iterator

from forum.attendance.queries.arrivals import history_of_attendance
from forum.attendance.queries.certificates import lives_of
from forum.core.happenings import Happening, Whose
from forum.core.i18n import gettext as _
from forum.core.labels import label_of, word_of


def attendance_happenings(whose: Whose) -> list[Happening]:
    """Each scan at the door of a session that was written down or taken back, in one statement."""
    return [
        Happening(
            at=event.at,
            title=word_of(event.kind),
            note=event.title,
            who=by.full_name if by else "",
            tone=label_of(event.kind).tone,
        )
        for event, by in history_of_attendance(whose.registration_id)
    ]


def certificate_happenings(whose: Whose) -> Iterator[Happening]:
    """Each certificate that was issued or withdrawn, and by whom, in one statement."""
    for certificate, issuer, withdrawer in lives_of(whose.registration_id):
        yield Happening(
            at=certificate.issued_at,
            title=_("Constancia emitida"),
            note=str(certificate.number),
            who=issuer.full_name if issuer else "",
            tone="success",
        )
        if certificate.withdrawn_at is not None:
            yield Happening(
                at=certificate.withdrawn_at,
                title=_("Constancia retirada"),
                note=str(certificate.number),
                who=withdrawer.full_name if withdrawer else "",
                tone="danger",
            )
