"""Requests about personal data."""

from datetime import UTC, datetime

from forum.arco.enums import ArcoKind, Identity
from forum.arco.models import ArcoRequest
from forum.arco.service.requests import Filing, file_request

AT = datetime(2026, 9, 15, 18, tzinfo=UTC)


def an_arco_request(
    email: str, *, kind: ArcoKind = ArcoKind.ACCESS, identity: Identity = Identity.UNPROVED, now: datetime = AT
) -> ArcoRequest:
    """A request that came the day before the holiday, with the address of somebody."""
    filing = Filing(kind=kind, name="Luz Muñoz", email=email, language="es", wish="Quiero saber", identity=identity)
    return file_request(filing, received_on=now.date(), today=now.date(), by=None, now=now)
