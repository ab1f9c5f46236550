"""What happened to a person in an edition, as each domain tells it in its `happenings.py`.

    def entries(whose: Whose) -> list[Happening]:
        return [Happening(at=row.happened_at, title=word_of(row.outcome), note=row.gate) for row in scans_of(…)]

`forum.app` lists them with their topic and permission; the page of a registration shows them together.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """The person and the edition that are asked about; `emails`: every address mails went to."""

    registration_id: int
    person_id: int
    edition_id: int
    emails: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened, in words; `who` did it, `url` is the page that says more."""

    at: datetime
    title: str
    note: str = ""
    who: str = ""
    tone: str = "neutral"
    url: str = ""


Told = Callable[[Whose], Iterable[Happening]]
"""What a domain tells of a person, in a number of statements that does not grow with it."""
