"""What goes on a badge and on its sheet: plain values, ready to print."""

from dataclasses import dataclass
from enum import StrEnum

from forum.printing.paper import A4, LETTER, Paper


@dataclass(frozen=True, slots=True)
class BadgeFace:
    """One person's badge as it will be read: every text is printed as it stands, nothing is looked up or
    translated.

    `category_colour` is `#rrggbb`; `dates` one line; `languages` short tags (`"ES"`, `"JA"`); `interpreter`
    the words that say one is needed; `note` a short line of the organiser's (a table, an area).
    """

    given_names: str
    surnames: str
    organisation: str
    position: str
    category_name: str
    category_colour: str
    code: str
    edition_name: str
    dates: str
    venue: str
    languages: tuple[str, ...] = ()
    interpreter: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class BadgeTexts:
    """The words around a badge printed at home, in the reader's language.

    `title` names the document, `language` is its BCP 47 tag, `steps` say in order how to print, fold and wear
    it, `first_fold` and `second_fold` are written at the fold lines, `reminder` closes the page.
    """

    title: str
    language: str
    heading: str
    steps: tuple[str, ...]
    first_fold: str
    second_fold: str
    reminder: str


class HomePaper(StrEnum):
    """The sheets people have at home."""

    LETTER = "letter"
    A4 = "a4"

    @property
    def paper(self) -> Paper:
        """The sheet's size."""
        return LETTER if self is HomePaper.LETTER else A4


class Layout(StrEnum):
    """How the organiser prints: one badge a page on A6 stock, or four on a sheet to be cut."""

    A6 = "a6"
    LETTER_4 = "letter-4"
    A4_4 = "a4-4"
