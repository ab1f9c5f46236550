"""The announcements of accounts, made in the same transaction as the change."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonChanged:
    """A person is called otherwise, or reads another language."""

    person_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountReopening:
    """A closed account is about to be opened again; who knows why it must stay closed refuses."""

    person_id: int
