"""What the parts of the loader share: the rows, the random numbers, the clock and the edition they build."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from forum.accounts.models import Person
from forum.core.collation import stored_key
from forum.core.search import fold
from forum.core.tokens import new_token
from forum.demo.names import person_name
from forum.demo.rows import Rows
from forum.demo.sizes import Size
from forum.editions.enums import CategoryKind
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration

ZONE = ZoneInfo("America/Mexico_City")


@dataclass
class World:
    """A demo edition under construction."""

    rows: Rows
    size: Size
    random: Random
    now: datetime
    edition_id: int = 0
    days: list[tuple[int, Any]] = field(default_factory=list)
    slots: list[tuple[int, datetime]] = field(default_factory=list)
    tables: list[int] = field(default_factory=list)
    stands: list[int] = field(default_factory=list)
    venue_id: int = 0
    gates: list[int] = field(default_factory=list)
    categories: dict[str, int] = field(default_factory=dict)
    category_of_kind: dict[CategoryKind, int] = field(default_factory=dict)
    taken: dict[int, int] = field(default_factory=dict)
    processes: list[tuple[int, int, str]] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    registrations: int = 0
    approved: list[tuple[int, int]] = field(default_factory=list)

    def person(self, email: str) -> int:
        """Add an invented person; return their key."""
        name = person_name(self.random)
        return self.rows.add(
            Person,
            email=email,
            given_names=name.given_names,
            first_surname=name.first_surname,
            second_surname=name.second_surname,
            name_folded=fold(name.full),
            name_sorted=stored_key(name.full),
            phone=f"+52477{self.random.randrange(1_000_000, 9_999_999)}",
            language="es",
            password_hash=None,
            created_at=self.now,
            disabled_at=None,
        )

    def registration(self, person_id: int, category_id: int, **values: Any) -> int:
        """Add a registration, approved by default, which takes a place of its category; return its key."""
        status = values.pop("status", RegistrationStatus.APPROVED)
        organisation = values.pop("organisation", "")
        made = self.now - timedelta(minutes=self.random.randrange(60, 40_000))
        key = self.rows.add(
            Registration,
            edition_id=self.edition_id,
            person_id=person_id,
            category_id=category_id,
            status=status,
            organisation=organisation,
            organisation_folded=fold(organisation),
            link_nonce=new_token()[:12],
            **{
                "company_id": None,
                "ally_code_id": None,
                "position": "",
                "sector": "empresa",
                "created_at": made,
                "changed_at": made,
                **values,
            },
        )
        self.registrations += 1
        if status in {RegistrationStatus.APPROVED, RegistrationStatus.PENDING}:
            self.taken[category_id] = self.taken.get(category_id, 0) + 1
        if status is RegistrationStatus.APPROVED:
            self.approved.append((key, category_id))
        return key
