"""What a row says of a buyer, and what of it differs from what is stored."""

from collections.abc import Mapping
from dataclasses import dataclass

from forum.core.names import PersonName
from forum.imports.rules.companies import CompanyEntry, StoredCompany


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredBuyer:
    """A buyer of the edition as they are stored; `has_meetings`: at their table."""

    id: int
    company_id: int
    company: str
    position: str
    table_id: int | None
    table: int | None
    interpreter: str
    has_meetings: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerEntry:
    """A buyer as a row says it; what it does not say is empty, and changes nothing.

    `found` is the stored company; `company_row` the row before that adds the same one.
    """

    name: PersonName
    email: str
    phone: str
    language: str
    company: CompanyEntry
    found: StoredCompany | None
    company_row: int | None
    position: str
    table: tuple[int, int] | None
    interpreter: str
    person_id: int | None

    def changes(self, stored: StoredBuyer) -> Mapping[str, tuple[str, str]]:
        """What differs from the stored buyer, by field, as people read it."""
        told = {
            "position": (stored.position, self.position),
            "table": ("" if stored.table is None else str(stored.table), str(self.table[1]) if self.table else ""),
            "interpreter": (stored.interpreter, self.interpreter),
        }
        return {name: (was, now) for name, (was, now) in told.items() if now and now != was}
