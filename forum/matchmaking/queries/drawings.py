"""The drawings of requirements, and who accepted their texts of confidentiality."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from forum.core.database import found, session
from forum.matchmaking.models import Drawing, NdaAcceptance


def find_drawing(requirement_id: int) -> Drawing | None:
    """The drawing of a requirement."""
    return session().get(Drawing, requirement_id)


def get_drawing(requirement_id: int) -> Drawing:
    """The drawing of a requirement.

    Raises:
        NotFound: it has none.
    """
    return found(find_drawing(requirement_id))


def has_accepted(requirement_id: int, *, company_id: int, person_id: int, text_digest: str) -> bool:
    """Whether somebody accepted this text of confidentiality for a company."""
    accepted = exists().where(
        NdaAcceptance.requirement_id == requirement_id,
        NdaAcceptance.company_id == company_id,
        NdaAcceptance.person_id == person_id,
        NdaAcceptance.text_digest == text_digest,
    )
    return bool(session().scalar(select(accepted)))


def list_acceptances(requirement_id: int) -> Sequence[NdaAcceptance]:
    """Who accepted a text for the drawing of a requirement, the last first."""
    query = (
        select(NdaAcceptance)
        .where(NdaAcceptance.requirement_id == requirement_id)
        .options(joinedload(NdaAcceptance.company), joinedload(NdaAcceptance.person))
        .order_by(NdaAcceptance.accepted_at.desc(), NdaAcceptance.id.desc())
    )
    return session().scalars(query).all()
