"""What a row says of a company, and the companies that are stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from forum.companies.enums import Sector
from forum.companies.rules.names import name_key, strip_legal_suffix
from forum.companies.rules.rfc import Rfc


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCompany:
    """A company as it is stored."""

    id: int
    name: str
    legal_name: str
    rfc: str | None
    website: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyEntry:
    """What a row says of a company: its name without its legal form, its RFC as it was read."""

    name: str
    legal_name: str
    rfc: Rfc | None
    sector: Sector = Sector.EMPRESA
    country: str = "MX"
    website: str = ""

    @property
    def number(self) -> str | None:
        """The RFC by which it is told from others; the generic one tells nobody."""
        return self.rfc.number if self.rfc and not self.rfc.is_generic else None

    @property
    def keys(self) -> set[str]:
        """What spellings of its names have in common."""
        return {name_key(each) for each in (self.name, self.legal_name) if each}


def entry_named(name: str, legal_name: str, rfc: Rfc | None, **said: object) -> CompanyEntry:
    """A company by its name, its legal name, or both; what is not said of it is as usual."""
    legal, _form = strip_legal_suffix(legal_name or name)
    short, _form = strip_legal_suffix(name or legal_name)
    told = {field: value for field, value in said.items() if value}
    return CompanyEntry(name=short, legal_name=legal.upper(), rfc=rfc, **told)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class KnownCompanies:
    """The stored companies by RFC (not the generic ones) and by what spellings of their names have in common."""

    by_rfc: Mapping[str, StoredCompany]
    by_name: Mapping[str, Sequence[StoredCompany]]
    by_id: Mapping[int, StoredCompany] = field(default_factory=dict)

    def named(self, entry: CompanyEntry) -> list[StoredCompany]:
        """The companies of this name, each once."""
        found = {each.id: each for key in entry.keys for each in self.by_name.get(key, ())}
        return list(found.values())
