"""The registration of a person for an edition, and its history."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from forum.accounts.models import Person
from forum.companies.enums import Sector
from forum.core.database import Base
from forum.core.history import Event
from forum.core.search import fold
from forum.core.search_index import SEARCHED
from forum.editions.enums import CategoryKind
from forum.editions.models import Category
from forum.registration.enums import Canceller, PlaceStep, RegistrationStatus
from forum.registration.rules import Details, holds_place


class PlaceBlock(Base):
    """Places of a category reserved for a group: an ally (all its codes, or one of them), or else a delegation.

    All its places count in `Category.places_taken` until it is released; from then on those that are taken count
    alone. `release_at`: when it is released by itself. `name`: of a delegation.
    """

    __tablename__ = "place_block"

    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(default="")
    ally_id: Mapped[int | None] = mapped_column(ForeignKey("ally.id"), index=True)
    ally_code_id: Mapped[int | None] = mapped_column(ForeignKey("ally_code.id", ondelete="CASCADE"), index=True)
    places: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    release_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    changed_at: Mapped[datetime | None]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    category: Mapped[Category] = relationship(lazy="raise")

    __table_args__ = (CheckConstraint("taken >= 0 AND taken <= places", name="within_places"),)

    @property
    def left(self) -> int:
        """Places that nobody of the group has taken."""
        return self.places - self.taken


class Registration(Base):
    """One person in one edition. `link_nonce` is signed into their link: a new nonce voids the links sent before.

    `merged_into_id`: its person turned out to be registered twice, and this is where their links lead now.
    `organisation_folded` is for search. `canceller`: of a cancelled one, on whose behalf. `place_kept_at`: it ended
    after the person had entered, so its place in the category stays taken. `waiting_since`: when it joined the waiting
    list, None while it is not on it. `offered_until`: a place is held for it until then. `passed_at`: a place was
    offered and not taken; it is offered no other by itself. `block_id`: its place is one of those reserved for a group.
    """

    __tablename__ = "registration"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    company_id: Mapped[int | None] = mapped_column(ForeignKey("company.id"), index=True)
    ally_code_id: Mapped[int | None] = mapped_column(ForeignKey("ally_code.id"), index=True)
    status: Mapped[RegistrationStatus]
    canceller: Mapped[Canceller | None]
    place_kept_at: Mapped[datetime | None]
    block_id: Mapped[int | None] = mapped_column(ForeignKey("place_block.id", ondelete="SET NULL"), index=True)
    waiting_since: Mapped[datetime | None]
    offered_until: Mapped[datetime | None]
    passed_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"), index=True)
    organisation: Mapped[str] = mapped_column(default="")
    organisation_folded: Mapped[str] = mapped_column(default="", info=SEARCHED)
    position: Mapped[str] = mapped_column(default="")
    sector: Mapped[Sector | None]
    link_nonce: Mapped[str]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise")
    category: Mapped[Category] = relationship(lazy="raise")

    __table_args__ = (
        UniqueConstraint("edition_id", "person_id"),
        Index(None, "edition_id", "status", "created_at"),
        Index(None, "category_id", "status", "waiting_since"),
        Index(
            "ix_registration_offered_until",
            "offered_until",
            sqlite_where=text("offered_until IS NOT NULL"),
            postgresql_where=text("offered_until IS NOT NULL"),
        ),
    )

    @validates("organisation")
    def _fold_organisation(self, _key: str, value: str) -> str:
        self.organisation_folded = fold(value)
        return value

    @property
    def has_place(self) -> bool:
        """Whether it counts against the quota of its category."""
        held = self.place_kept_at is not None or self.offered_until is not None
        return holds_place(self.status) or held

    def take(self, details: Details) -> None:
        """Write the details that belong to the registration; the name and the telephone are the person's."""
        self.organisation, self.position = details.organisation, details.position


class RegistrationEvent(Event, Base):
    """A change of a registration: the new status, by whom, when and why.

    `offer`: what happened to a place that is offered to it, and until when it is. `changes`: what its person corrected,
    as `Corrected`: [before, after]; of a telephone only that it changed, [].
    """

    __tablename__ = "registration_event"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    status: Mapped[RegistrationStatus]
    reason: Mapped[str] = mapped_column(default="")
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    offer: Mapped[PlaceStep | None]
    until: Mapped[datetime | None]

    __table_args__ = (Index(None, "by_id"),)


class RegistrationNote(Base):
    """What somebody of the staff notes of a person in an edition, for the staff alone; `changed_at`: last rewritten."""

    __tablename__ = "registration_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    written_at: Mapped[datetime]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    changed_at: Mapped[datetime | None]

    written_by: Mapped[Person | None] = relationship(lazy="raise")


class SetAsideRight(Base):
    """A right to attend that another one of the same person stands over: a visitor who is staff of a stand.

    When the right that stands over it ends, the registration is this again. One row for each kind of category.
    """

    __tablename__ = "set_aside_right"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    kind: Mapped[CategoryKind]
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), index=True)
    status: Mapped[RegistrationStatus]
    canceller: Mapped[Canceller | None]
    waiting_since: Mapped[datetime | None]
    company_id: Mapped[int | None] = mapped_column(ForeignKey("company.id"), index=True)
    organisation: Mapped[str] = mapped_column(default="")
    position: Mapped[str] = mapped_column(default="")
    set_aside_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("registration_id", "kind"),)
