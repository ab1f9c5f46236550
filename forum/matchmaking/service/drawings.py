"""The drawing of a requirement: uploaded, shared, removed; its text of confidentiality accepted."""

from datetime import datetime
from hashlib import sha256

from forum.core.database import atomic, found, locked, session
from forum.core.uploads import Incoming, put_file, read_file
from forum.matchmaking.enums import DrawingAudience, RequirementChange
from forum.matchmaking.errors import FileMissing, NdaChanged
from forum.matchmaking.models import Drawing, NdaAcceptance, Requirement
from forum.matchmaking.queries.drawings import find_drawing, has_accepted
from forum.matchmaking.queries.requirements import EAGER
from forum.matchmaking.rules.drawings import ensure_nda_text
from forum.matchmaking.service.tracing import record_change


def set_drawing(
    requirement_id: int,
    *,
    file: Incoming | None,
    audience: DrawingAudience,
    nda_text: str,
    by: int,
    now: datetime,
) -> Drawing:
    """Give a requirement its drawing, or change it: without a file the present one stays, for whom it is may change.

    Raises:
        FileMissing: there is no file yet, and none was sent.
        FileUnreadable, FileTooLarge, NoRoomForFile: the file is not taken.
        NdaTextMissing: suppliers are to accept a text, and there is none.
    """
    text = ensure_nda_text(audience, nda_text)
    read = read_file(file) if file else None
    with atomic() as current:
        requirement = locked(Requirement, requirement_id, *EAGER)
        former = find_drawing(requirement_id)
        drawing = former or Drawing(requirement_id=requirement_id)
        if read is not None:
            put_file(drawing, read, by=by, now=now)
        elif former is None:
            raise FileMissing
        drawing.audience, drawing.nda_text = audience, text
        current.add(drawing)
        kind = RequirementChange.DRAWING_ADDED if former is None else RequirementChange.DRAWING_CHANGED
        record_change(requirement, kind, by=by, now=now, file=drawing.name, audience=audience.value)
    return drawing


def remove_drawing(requirement_id: int, *, by: int, now: datetime) -> None:
    """Take the drawing away; who accepted its text stays on record.

    Raises:
        NotFound: there is none.
    """
    with atomic() as current:
        requirement = locked(Requirement, requirement_id, *EAGER)
        drawing = found(find_drawing(requirement_id))
        current.delete(drawing)
        record_change(requirement, RequirementChange.DRAWING_REMOVED, by=by, now=now, file=drawing.name)


def digest_of(text: str) -> str:
    """What tells one text of confidentiality from another."""
    return sha256(text.encode()).hexdigest()[:32]


def accept_nda(requirement_id: int, *, company_id: int, person_id: int, text_digest: str, now: datetime) -> None:
    """Accept the text of confidentiality that was shown; twice changes nothing.

    Raises:
        NotFound: the requirement has no drawing.
        NdaChanged: the text is another one by now.
    """
    with atomic():
        locked(Requirement, requirement_id)
        drawing = found(find_drawing(requirement_id))
        if digest_of(drawing.nda_text) != text_digest:
            raise NdaChanged
        if has_accepted(requirement_id, company_id=company_id, person_id=person_id, text_digest=text_digest):
            return
        session().add(
            NdaAcceptance(
                requirement_id=requirement_id,
                company_id=company_id,
                person_id=person_id,
                text_digest=text_digest,
                text=drawing.nda_text,
                accepted_at=now,
            )
        )
