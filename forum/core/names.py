"""The name of a person as one value: given names and one or two surnames, as typed.

class GuestForm(PersonNameFields, Form): …                # accounts.forms: the three fields and `form.person_name`

invite(email, name=form.person_name, now=utc_now())
Person(email=email, name=name, created_at=now)
person.name.full, person.name.short
"""

import re
import unicodedata
from dataclasses import dataclass

from forum.core.errors import NameIsAddress, NameNotWritten

_ADDRESS = re.compile(r"://|\bwww\.", re.IGNORECASE)


def ensure_person_name(text: str) -> None:
    """Refuse a given name or a surname that has no letter, or holds an address.

    Raises:
        NameNotWritten, NameIsAddress
    """
    ensure_plain_name(text)
    if not any(unicodedata.category(character).startswith("L") for character in text):
        raise NameNotWritten


def ensure_plain_name(text: str) -> None:
    """Refuse a name that enters our mails and holds an address: `3M` is a name, `www.example.com` is none.

    Raises:
        NameIsAddress
    """
    if _ADDRESS.search(unicodedata.normalize("NFKC", text)):
        raise NameIsAddress


@dataclass(frozen=True, slots=True)
class PersonName:
    """What a person is called; who has one surname has no second."""

    given_names: str
    first_surname: str = ""
    second_surname: str | None = None

    @property
    def full(self) -> str:
        """Given names and surnames."""
        return " ".join(filter(None, (self.given_names, self.first_surname, self.second_surname)))

    @property
    def short(self) -> str:
        """Given names and first surname."""
        return " ".join(filter(None, (self.given_names, self.first_surname)))

    @property
    def surnames(self) -> str:
        """The surnames alone."""
        return " ".join(filter(None, (self.first_surname, self.second_surname)))
