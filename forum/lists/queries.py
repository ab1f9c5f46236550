"""Saved lists, and who may get them."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from forum.accounts.models import Person, RoleGrant
from forum.accounts.rules import PERMISSIONS
from forum.core.collation import sort_key
from forum.core.database import one, session
from forum.editions.models import Edition
from forum.lists.enums import Rhythm
from forum.lists.models import SavedList, SavedListReader

READERS = selectinload(SavedList.readers).joinedload(SavedListReader.person)


def get_saved(list_id: int, *, edition_id: int, kinds: Collection[str]) -> SavedList:
    """A saved list of an edition, of these kinds, with who gets it.

    Raises:
        NotFound: there is none.
    """
    query = select(SavedList).where(
        SavedList.id == list_id, SavedList.edition_id == edition_id, SavedList.kind.in_(kinds)
    )
    return one(query.options(READERS))


def list_saved(edition_id: int, *, kinds: Collection[str]) -> Sequence[SavedList]:
    """The saved lists of an edition, of these kinds, by name."""
    query = select(SavedList).where(SavedList.edition_id == edition_id, SavedList.kind.in_(kinds))
    return sorted(session().scalars(query.options(READERS)), key=lambda saved: sort_key(saved.name))


def list_to_send() -> Sequence[tuple[SavedList, Edition]]:
    """Every list that is sent by itself, with its edition; there are never many."""
    query = select(SavedList, Edition).join(Edition, Edition.id == SavedList.edition_id)
    waiting = query.where(SavedList.rhythm != Rhythm.NEVER).order_by(SavedList.id)
    return [(row[0], row[1]) for row in session().execute(waiting)]


def list_staff(edition_id: int, permission: str) -> Sequence[Person]:
    """Whoever has a permission in an edition, an address and an open account, by name."""
    roles = [role for role, allowed in PERMISSIONS.items() if permission in allowed]
    granted = select(RoleGrant.person_id).where(
        RoleGrant.role.in_(roles), or_(RoleGrant.edition_id == edition_id, RoleGrant.edition_id.is_(None))
    )
    query = select(Person).where(Person.id.in_(granted), Person.email.is_not(None), Person.disabled_at.is_(None))
    return session().scalars(query.order_by(Person.name_sorted, Person.id)).all()


def list_readers(list_id: int) -> Sequence[int]:
    """The ids of those who were chosen to get a list."""
    return session().scalars(select(SavedListReader.person_id).where(SavedListReader.list_id == list_id)).all()
