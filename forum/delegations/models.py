"""Delegations, whom they named, and their history."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.constraints import unique_where
from forum.core.database import Base
from forum.core.history import Event
from forum.delegations.enums import DelegationStatus, DelegationStep
from forum.editions.models import Category
from forum.registration.models import PlaceBlock


class Delegation(Base):
    """Places of a category for the people of an organisation, whom its manager names by their link until a day.

    `block_id`: the places, once it is approved; `places`: how many were asked for. `link_nonce` is signed into the
    manager's link: a new nonce voids the links sent before.
    """

    __tablename__ = "delegation"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), index=True)
    block_id: Mapped[int | None] = mapped_column(ForeignKey("place_block.id"))
    organisation: Mapped[str]
    manager_name: Mapped[str]
    manager_email: Mapped[str]
    language: Mapped[str]
    places: Mapped[int]
    note: Mapped[str] = mapped_column(default="")
    status: Mapped[DelegationStatus]
    changes_until: Mapped[datetime | None]
    link_nonce: Mapped[str]
    created_at: Mapped[datetime]

    category: Mapped[Category] = relationship(lazy="raise")
    block: Mapped[PlaceBlock | None] = relationship(lazy="raise")

    __table_args__ = (UniqueConstraint("block_id"), CheckConstraint("places > 0", name="some_places"))


class Delegate(Base):
    """A person whom a delegation named for one of its places; `confirmed_at`: they read the notice themselves.

    `name`, `email`: as the manager typed them, who learns nothing else of somebody we know already.
    """

    __tablename__ = "delegate"

    id: Mapped[int] = mapped_column(primary_key=True)
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegation.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    email: Mapped[str]
    named_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    __table_args__ = (unique_where("uq_delegate_registration_id_now", "registration_id", where="removed_at IS NULL"),)


class DelegationEvent(Event, Base):
    """What happened to a delegation; by nobody: its manager, through their link. `detail` names no person."""

    __tablename__ = "delegation_event"

    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegation.id", ondelete="CASCADE"), index=True)
    kind: Mapped[DelegationStep]
    detail: Mapped[str] = mapped_column(default="")
