"""What is drawn on a badge and on its sheet: plain values, ready to print."""

from dataclasses import dataclass

from forum.badges.rules import Printable


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeFace:
    """One badge as it is printed: what it says of its person, and of the edition in the language of the print.

    `dates` is one line; `languages` short tags (`"ES"`, `"JA"`); `interpreter` the words that say one is needed;
    `note` a short line of the organiser's (a table, an area).
    """

    printable: Printable
    category_name: str
    edition_name: str
    dates: str
    venue: str
    languages: tuple[str, ...] = ()
    interpreter: str = ""
    note: str = ""


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
