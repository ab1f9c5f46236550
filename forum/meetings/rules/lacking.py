"""What buyers asked for and a company lacks, counted over its requests: for itself, and summed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forum.companies.rules.certificates import standard_name
from forum.matchmaking.rules.capacity import CapacityMatch
from forum.matchmaking.rules.match import HOLDS, Match, ProcessMatch
from forum.meetings.enums import Lacking


@dataclass(frozen=True, slots=True)
class Lack:
    """A thing that is lacking: a standard by its code, or the process with which, or of which, it is."""

    what: Lacking
    name: str
    process_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacked:
    """How many requirements asked for a thing, and how many companies that asked for their meetings lack it.

    `mandatory`: of how many of the requirements it was a condition.
    """

    lack: Lack
    requirements: int
    mandatory: int
    companies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A company beside a requirement whose meeting it asked for, or was invited to."""

    company_id: int
    requirement_id: int
    process_id: int
    match: Match
    capacity: CapacityMatch | None


def name_of(lack: Lack, processes: Mapping[int, str]) -> str:
    """How a thing is called: a standard by its name, the others by their process."""
    return standard_name(lack.name) if lack.process_id is None else processes.get(lack.process_id, "")


def lacks_in(compared: Compared) -> list[tuple[Lack, bool]]:
    """What is lacking of one requirement, and whether it is a condition; a certificate in process is lacking still."""
    found = [
        (Lack(Lacking.CERTIFICATE, each.standard), each.mandatory)
        for each in compared.match.certificates
        if each.state not in HOLDS
    ]
    if compared.match.process is not ProcessMatch.OFFERED:
        found.append((Lack(Lacking.PROCESS, "", compared.process_id), True))
    if compared.capacity is CapacityMatch.LESS:
        found.append((Lack(Lacking.CAPACITY, "", compared.process_id), True))
    return found


def lacked(rows: Iterable[Compared]) -> list[Lacked]:
    """Everything that is lacking, what most requirements ask for first."""
    requirements: dict[Lack, set[int]] = {}
    conditions: dict[Lack, set[int]] = {}
    companies: dict[Lack, set[int]] = {}
    for each in rows:
        for lack, is_condition in lacks_in(each):
            requirements.setdefault(lack, set()).add(each.requirement_id)
            companies.setdefault(lack, set()).add(each.company_id)
            if is_condition:
                conditions.setdefault(lack, set()).add(each.requirement_id)
    counted = [
        Lacked(
            lack=lack,
            requirements=len(ids),
            mandatory=len(conditions.get(lack, ())),
            companies=len(companies[lack]),
        )
        for lack, ids in requirements.items()
    ]
    return sorted(counted, key=_most_first)


def _most_first(each: Lacked) -> tuple[int, int, str, str, int]:
    return -each.requirements, -each.companies, each.lack.what.value, each.lack.name, each.lack.process_id or 0
