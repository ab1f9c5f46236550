"""Whether both sides of a meeting still take part: a person may leave a company, and a company or buyer the forum."""

from dataclasses import dataclass

from forum.matchmaking.enums import SupplierStatus
from forum.meetings.errors import BuyerLeft, RepresentativeLeft, SupplierLeft


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """What decides whether both sides take part, read while the company is locked, with the names for a refusal.

    `buyer_takes_part`: the buyer has accepted the invitation and still attends. `represents`: the person still acts for
    the company.
    """

    buyer: str
    buyer_takes_part: bool
    company: str
    supplier: SupplierStatus | None
    person: str
    represents: bool


def ensure_taking_part(facts: Participation, *, by_staff: bool = False) -> None:
    """Refuse a meeting of somebody who no longer takes part. Meetings of a suspended company stand: staff moves them.

    Raises:
        BuyerLeft, SupplierLeft, RepresentativeLeft: the first of these that holds.
    """
    if not facts.buyer_takes_part:
        raise BuyerLeft(who=facts.buyer)
    if facts.supplier is not SupplierStatus.APPROVED and not by_staff:
        raise SupplierLeft(company=facts.company)
    if not facts.represents:
        raise RepresentativeLeft(who=facts.person, company=facts.company)
