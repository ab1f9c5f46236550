"""What is printed on a badge."""

from dataclasses import dataclass

from forum.core.names import PersonName
from forum.questions.rules import badge_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Printable:
    """What a badge says. The fields are the columns of the one query that reads it (`queries.prints`).

    `colour` is the category's, as `#rrggbb`; `interpreter` the code of the language (ISO 639-1) that a buyer needs
    interpreted; `bin` the number of the bin they were given; `answers` what they answered to questions of badges.
    """

    badge_id: int
    code: str
    category_id: int
    given_names: str
    first_surname: str
    second_surname: str | None
    organisation: str
    position: str
    category_es: str
    category_en: str
    colour: str
    interpreter: str | None = None
    bin: int | None = None
    answers: str | None = None

    @property
    def name(self) -> PersonName:
        """The person's name."""
        return PersonName(self.given_names, self.first_surname, self.second_surname)

    @property
    def answered(self) -> str:
        """The line of what they answered."""
        return badge_line(self.answers or "")

    @property
    def category(self) -> tuple[str, str]:
        """The category as a badge says it."""
        return category_on_badge(self.category_es, self.category_en)


def category_on_badge(spanish: str, english: str) -> tuple[str, str]:
    """Return the two lines that name a category on a badge: Spanish, and below it the English where it differs.

    A badge is read by the doors and by everybody in the halls, not by who wears it, so its language is the forum's and
    not the person's: one category looks the same on every badge, whoever prints it.
    """
    return spanish, "" if english.casefold() == spanish.casefold() else english
