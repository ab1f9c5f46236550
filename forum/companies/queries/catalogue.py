"""The catalogue of processes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from forum.companies.models import Capability, Process
from forum.core.database import session
from forum.core.mentions import mentions


@dataclass(frozen=True, kw_only=True, slots=True)
class Family:
    """A family with its processes, in the order of the catalogue."""

    family: Process
    processes: Sequence[Process]


def find_process(process_id: int) -> Process | None:
    """An entry of the catalogue."""
    return session().get(Process, process_id)


def find_processes(text: str) -> Sequence[Process]:
    """The processes whose names, synonyms or family contain every word, in the order of the catalogue."""
    return [process for family in catalogue(text) for process in family.processes]


def catalogue(text: str = "") -> list[Family]:
    """The families with those of their processes that match every word of the text (all, for no words)."""
    family = aliased(Process)
    query = (
        select(Process, family)
        .join(family, family.id == Process.parent_id)
        .order_by(family.position, family.id, Process.position, Process.id)
    )
    query = query.where(*mentions(text, Process.folded, family.folded))
    families: dict[int, tuple[Process, list[Process]]] = {}
    for process, parent in session().execute(query):
        families.setdefault(parent.id, (parent, []))[1].append(process)
    return [Family(family=parent, processes=processes) for parent, processes in families.values()]


def process_ids_of(company_id: int) -> set[int]:
    """The processes a company offers."""
    return set(session().scalars(select(Capability.process_id).where(Capability.company_id == company_id)))
