"""Noting that a person looks at their day."""

from datetime import datetime

from sqlalchemy import update

from forum.accounts.models import Person
from forum.core.database import atomic, locked, session
from forum.today.models import Visit
from forum.today.queries import find_visit
from forum.today.rules import is_same_visit


def note_visit(person_id: int, *, edition_id: int, now: datetime) -> datetime | None:
    """Note that a person looks now, and return since when they have not looked; None on their first visit.

    Within half an hour it is the same visit and nothing is written. Of two pages opened at once either may note it.
    """
    visit = find_visit(person_id, edition_id=edition_id)
    if visit is not None and is_same_visit(visit.began_at, now=now):
        before: datetime | None = visit.before_at
        return before
    with atomic() as current:
        if visit is None:
            locked(Person, person_id)
            if find_visit(person_id, edition_id=edition_id) is None:
                session().add(Visit(person_id=person_id, edition_id=edition_id, began_at=now))
            return None
        theirs = (Visit.person_id == person_id, Visit.edition_id == edition_id, Visit.began_at == visit.began_at)
        current.execute(update(Visit).where(*theirs).values(began_at=now, before_at=visit.began_at))
    began_at: datetime = visit.began_at
    return began_at
