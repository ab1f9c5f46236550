"""Requests about personal data, and what was handed over."""

from datetime import UTC, datetime

from sqlalchemy import select

from forum.accounts.models import Person
from forum.arco.enums import ArcoKind, Identity
from forum.arco.models import ArcoRequest
from forum.arco.service.requests import Filing, file_request
from forum.companies.models import Ally
from forum.core.database import atomic, session
from forum.privacy.enums import RecipientKind, TransferBasis
from forum.privacy.models import Transfer
from forum.privacy.queries import current_notice, recipients_of
from forum.privacy.rules.transfers import HandedTo
from forum.privacy.service import record_recipients, record_transfer

AT = datetime(2026, 9, 15, 18, tzinfo=UTC)


def an_arco_request(
    email: str, *, kind: ArcoKind = ArcoKind.ACCESS, identity: Identity = Identity.UNPROVED, now: datetime = AT
) -> ArcoRequest:
    """A request that came the day before the holiday, with the address of somebody."""
    filing = Filing(kind=kind, name="Luz Muñoz", email=email, language="es", wish="Quiero saber", identity=identity)
    return file_request(filing, received_on=now.date(), today=now.date(), by=None, now=now)


def a_transfer(ally: Ally, person: Person, *, edition_id: int, now: datetime = AT) -> Transfer:
    """Contact data of somebody that were handed to an ally, as they allowed."""
    with atomic():
        record_recipients(person.id, current_notice().id, {ally.id: True}, now)
    record_transfer(
        HandedTo(RecipientKind.ALLY, ally.name, ally_id=ally.id),
        edition_id=edition_id,
        what="nombre y correo",
        people={person.id: recipients_of(person.id)[ally.id].id},
        basis=TransferBasis.CONSENT,
        by=None,
        now=now,
    )
    return session().scalars(select(Transfer).order_by(Transfer.id.desc()).limit(1)).one()
