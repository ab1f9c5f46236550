"""Who offers a process and who holds a certificate, half a minute old at most: for the order of thousands.

A change in the same process is seen at once. `profiles.get_profiles` asks the database what one company has.
"""

from datetime import date

from sqlalchemy import bindparam, or_, select

from forum.companies.models import Capability, Certificate, Process
from forum.core.kept import Kept
from forum.core.prepared import Prepared
from forum.matchmaking.queries.profiles import EVIDENCE
from forum.matchmaking.rules.match import Criteria, HeldCertificate
from forum.matchmaking.rules.ranking import Holding, Offering, Supply

SECONDS = 15
"""What is made of this is kept as long again."""

_OFFERED = Prepared(
    select(Capability.company_id, Capability.process_id, Process.parent_id)
    .join(Process, Process.id == Capability.process_id)
    .where(or_(Process.id == bindparam("process_id"), Process.parent_id == bindparam("process_id")))
)
_HELD = Prepared(
    select(Certificate.company_id, Certificate.valid_until, Certificate.in_process, EVIDENCE.label("evidence")).where(
        Certificate.standard == bindparam("standard")
    )
)


def get_offering(process_id: int) -> Offering:
    """The companies that offer a process, or one of a family."""
    rows = _OFFERED.rows(process_id=process_id)
    return Offering(
        itself=frozenset(row.company_id for row in rows if row.process_id == process_id),
        beneath=frozenset(row.company_id for row in rows if row.parent_id == process_id),
    )


def get_holding(standard: str, today: date) -> Holding:
    """The companies that hold a certificate, and what it counts on this day."""
    return Holding.on(
        today,
        {
            row.company_id: HeldCertificate(
                valid_until=row.valid_until, in_process=row.in_process, has_evidence=bool(row.evidence)
            )
            for row in _HELD.rows(standard=standard)
        },
    )


kept_offering = Kept(get_offering, of=(Capability, Process), seconds=SECONDS)
kept_holding = Kept(get_holding, of=(Certificate,), seconds=SECONDS)


def supply_for(criteria: Criteria, today: date) -> Supply:
    """Who has what a requirement asks for."""
    return Supply(
        criteria=criteria,
        process=kept_offering(criteria.process_id),
        family=None if criteria.family_id is None else kept_offering(criteria.family_id),
        holders={standard: kept_holding(standard, today) for standard in (*criteria.mandatory, *criteria.desirable)},
    )
