"""What companies do when something happens to an edition."""

from sqlalchemy import select

from forum.companies.models import AllyCode
from forum.core.database import session
from forum.editions.enums import CopiedPart
from forum.editions.signals import EditionCopied


def copy_codes_of_edition(event: EditionCopied) -> None:
    """Give the copy of an edition the codes of allies of the other, unused; they end as long before the forum."""
    if CopiedPart.CODES not in event.parts:
        return
    codes = session().scalars(select(AllyCode).where(AllyCode.edition_id == event.source_id).order_by(AllyCode.id))
    session().add_all(
        AllyCode(
            ally_id=each.ally_id,
            edition_id=event.edition_id,
            code=each.code,
            cap=each.cap,
            expires_at=None if each.expires_at is None else each.expires_at + event.shift,
            benefit=each.benefit,
            affiliates=each.affiliates,
        )
        for each in codes.all()
    )
