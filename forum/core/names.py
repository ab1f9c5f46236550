"""The name of a person as one value: given names and one or two surnames, as typed.

class GuestForm(PersonNameFields, Form): …                # accounts.forms: the three fields and `form.person_name`

invite(email, name=form.person_name, now=utc_now())
Person(email=email, name=name, created_at=now)
person.name.full, person.name.short
"""

from dataclasses import dataclass


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
