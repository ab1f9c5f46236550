"""People, their sign-in links and sessions, their roles."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from forum.accounts.enums import AccountEventKind, Role
from forum.core.collation import stored_key
from forum.core.constraints import unique_where
from forum.core.database import Base
from forum.core.history import Event
from forum.core.names import PersonName
from forum.core.search import fold
from forum.core.search_index import SEARCHED


class Person(Base):
    """A human being, identified by an e-mail address where they have one of their own.

    Names are kept as typed. `name_folded` is for searching, `name_sorted` for the order of lists. `merged_into_id`: it
    turned out to be the same human being as that account, which has all that this one had; its account is closed.
    `second_since`: signing in takes a second step too, since then.
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(info=SEARCHED)
    given_names: Mapped[str]
    first_surname: Mapped[str]
    second_surname: Mapped[str | None]
    name_folded: Mapped[str] = mapped_column(index=True, info=SEARCHED)
    name_sorted: Mapped[str] = mapped_column(index=True, server_default="")
    phone: Mapped[str | None] = mapped_column(info=SEARCHED)
    language: Mapped[str] = mapped_column(default="es")
    password_hash: Mapped[str | None]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    second_since: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("email"), CheckConstraint("email = lower(email)", name="email_lower"))

    @property
    def name(self) -> PersonName:
        """The name, as typed."""
        return PersonName(self.given_names, self.first_surname, self.second_surname)

    @name.setter
    def name(self, name: PersonName) -> None:
        self.given_names, self.first_surname = name.given_names, name.first_surname
        self.second_surname = name.second_surname or None

    @property
    def full_name(self) -> str:
        """Given names and surnames, as typed."""
        return self.name.full

    @validates("given_names", "first_surname", "second_surname")
    def _fold_name(self, key: str, value: str | None) -> str | None:
        parts = {
            "given_names": self.given_names,
            "first_surname": self.first_surname,
            "second_surname": self.second_surname,
            key: value,
        }
        name = " ".join(filter(None, parts.values()))
        self.name_folded, self.name_sorted = fold(name), stored_key(name)
        return value


class SignInLink(Base):
    """A link that signs one person in, once, within a quarter of an hour. Only its hash is stored."""

    __tablename__ = "sign_in_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str]
    next_path: Mapped[str | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("token_hash"),)


class SignInSession(Base):
    """One browser in which a person is signed in, until it expires or is revoked.

    One with `door_edition_id` opens the door of that edition alone, whatever else the person may do. `second_at`: when
    the second step was given in it last.
    """

    __tablename__ = "sign_in_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str]
    user_agent: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    door_edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    second_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("token_hash"),)


class Authenticator(Base):
    """An app that shows a person a code of six digits every thirty seconds (TOTP, RFC 6238).

    `last_counter`: the half minute of the last code that was taken; none is taken twice.
    """

    __tablename__ = "authenticator"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    secret_sealed: Mapped[str]
    last_counter: Mapped[int]
    added_at: Mapped[datetime]


class Passkey(Base):
    """A key of a person on their phone, computer or security key (WebAuthn); names and keys in base64url.

    `counter`: how often the key says it was used; one that goes back was copied.
    """

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[str]
    public_key: Mapped[str]
    counter: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str]
    added_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("credential_id"),)


class RecoveryCode(Base):
    """A code on paper that stands for the second step once."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str]
    used_at: Mapped[datetime | None]


class SignInRule(Base):
    """Whether organisers need a second step, for the whole site; one row, or none: they do not."""

    __tablename__ = "sign_in_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisers_need_second: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class RoleGrant(Base):
    """A role of a person in an edition. An organiser's grant without an edition is valid in all of them.

    `committee`: the one they work for, by its name in the edition's list; a tag, which permits nothing.
    """

    __tablename__ = "role_grant"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role]
    committee: Mapped[str] = mapped_column(default="", server_default="")
    granted_at: Mapped[datetime]
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    __table_args__ = (
        UniqueConstraint("person_id", "edition_id", "role"),
        CheckConstraint("edition_id IS NOT NULL OR role = 'organiser'", name="edition_or_organiser"),
        unique_where("uq_role_grant_person_id_everywhere", "person_id", where="edition_id IS NULL"),
    )


class RoleEvent(Event, Base):
    """A role that was granted or revoked: when, and by whom (None: by the operator at the console)."""

    __tablename__ = "role_event"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role]
    granted: Mapped[bool]


class AccountEvent(Event, Base):
    """What the staff did to an account: closed or reopened it (with the reason), or ended its sessions."""

    __tablename__ = "account_event"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[AccountEventKind]
    reason: Mapped[str | None]
