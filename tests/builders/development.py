"""What suppliers lacked, followed, and who helps them."""

from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.meetings.enums import HelpKind, Lacking, LackState
from forum.meetings.models import LackHelper, SupplierLack
from forum.meetings.service.development import add_helper


def a_lack(edition_id: int, company_id: int, thing: str = "iso-50001", **values: object) -> SupplierLack:
    """A certificate that a company lacked, and nobody has done anything about it."""
    whole = {"what": Lacking.CERTIFICATE, "state": LackState.PENDING, "changed_at": utc_now(), **values}
    with atomic() as session:
        row = SupplierLack(edition_id=edition_id, company_id=company_id, thing=thing, **whole)
        session.add(row)
    return row


def a_helper(edition_id: int, *covers: str, organisation: str = "Universidad de Guanajuato") -> LackHelper:
    """An organisation that helps with these things; none: with everything."""
    return add_helper(
        edition_id, organisation=organisation, kind=HelpKind.TRAINING, page="https://ayuda.example.mx", covers=covers
    )
