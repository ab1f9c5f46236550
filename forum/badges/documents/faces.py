"""What is drawn on a badge and on its sheet: plain values, ready to print."""

from dataclasses import dataclass
from typing import Final

from forum.badges.enums import Layout
from forum.badges.rules import Printable
from forum.badges.rules.templates import Template, usual_template

_USUAL: Final = usual_template(Layout.A6)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeFace:
    """One badge as it is printed: what it says of its person and of the edition, and its template.

    `category_english` stands small below the category's name; `dates` is one line; `interpreter` the words that say one
    is needed; `days` those that say on which days it is valid, where not on all; `bin` where it lies. `logo` is a PNG.
    """

    printable: Printable
    category_name: str
    edition_name: str
    dates: str
    venue: str
    category_english: str = ""
    interpreter: str = ""
    days: str = ""
    bin: str = ""
    logo: bytes | None = None
    template: Template = _USUAL


@dataclass(frozen=True, slots=True)
class Separator:
    """A sheet, or a label, that stands before the badges of a group: `title` says which, `detail` more of it."""

    title: str
    detail: str
    template: Template = _USUAL


@dataclass(frozen=True, slots=True)
class BadgeTexts:
    """The words around a badge printed at home, in the person's language.

    `title` names the document, `language` is its BCP 47 tag, `steps` say in order how to print, fold and wear it,
    `first_fold` and `second_fold` are written at the fold lines, `reminder` closes the page.
    """

    title: str
    language: str
    heading: str
    steps: tuple[str, ...]
    first_fold: str
    second_fold: str
    reminder: str
