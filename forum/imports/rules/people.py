"""What a row says of a person, and what of it differs from what is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from forum.companies.enums import Sector
from forum.core.i18n import LANGUAGE_NAMES
from forum.core.names import PersonName
from forum.core.phones import display_phone
from forum.core.search import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A person as they are stored, and their registration if they have one in the edition."""

    person_id: int
    name: PersonName
    email: str | None
    phone: str
    language: str
    registration_id: int | None = None
    category_id: int | None = None
    category: str = ""
    organisation: str = ""
    position: str = ""
    sector: Sector | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a row says; what it does not say is empty, and changes nothing."""

    id: int | None
    name: PersonName
    email: str | None
    phone: str
    organisation: str
    position: str
    sector: Sector | None
    language: str
    category_id: int | None
    default_category_id: int | None
    key: tuple[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """By what somebody without an address is told from others: name and organisation."""
        object.__setattr__(self, "key", (fold(self.name.full), fold(self.organisation)))

    @property
    def wanted_category(self) -> int | None:
        """The category of somebody new."""
        return self.category_id or self.default_category_id

    def changes(self, stored: Stored) -> Mapping[str, tuple[str, str]]:
        """What differs, by field: what is stored and what the row says, as people read it."""
        told = {
            "full_name": (stored.name.full, self.name.full),
            "phone": (display_phone(stored.phone), display_phone(self.phone)),
            "organisation": (stored.organisation, self.organisation),
            "position": (stored.position, self.position),
            "sector": (stored.sector.value if stored.sector else "", self.sector.value if self.sector else ""),
            "language": (LANGUAGE_NAMES[stored.language], LANGUAGE_NAMES.get(self.language, "")),
        }
        return {name: (was, now) for name, (was, now) in told.items() if now and now != was}
