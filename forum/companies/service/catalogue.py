"""The catalogue of processes in the database."""

from sqlalchemy import select

from forum.companies.models import Process
from forum.companies.rules.catalogue import CATALOGUE
from forum.core.database import atomic
from forum.core.search import fold


def seed_catalogue() -> int:
    """Save the first catalogue of processes; returns the number of new entries.

    An entry that exists (by its code) is not changed.
    """
    with atomic() as session:
        known = {process.code: process for process in session.scalars(select(Process))}
        before = len(known)
        for position, family in enumerate(CATALOGUE):
            parent = known.get(family.code)
            if parent is None:
                parent = known[family.code] = Process(
                    code=family.code,
                    name_es=family.name_es,
                    name_en=family.name_en,
                    direct=family.direct,
                    position=position,
                    folded=fold(f"{family.name_es} {family.name_en}"),
                )
                session.add(parent)
                session.flush()
            for place, entry in enumerate(family.processes):
                if entry.code not in known:
                    known[entry.code] = Process(
                        parent_id=parent.id,
                        code=entry.code,
                        name_es=entry.name_es,
                        name_en=entry.name_en,
                        synonyms=entry.synonyms,
                        direct=family.direct,
                        position=place,
                        folded=fold(f"{entry.name_es} {entry.name_en} {entry.synonyms}"),
                    )
                    session.add(known[entry.code])
        return len(known) - before
