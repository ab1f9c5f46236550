"""What suppliers lacked, through the year: how a thing is named, who helps with it, how much is closed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forum.meetings.enums import HelpKind, Lacking, LackState
from forum.meetings.rules.lacking import Lack

CLOSED = frozenset({LackState.REACHED, LackState.OBSOLETE})
"""What nobody has to do anything about any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """Who helps: an organisation, with what kind of help, its page, and with which things; none: with everything."""

    id: int
    organisation: str
    kind: HelpKind
    page: str
    covers: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many of the things that are followed are closed, and how many of those that are not a company says it has."""

    followed: int
    closed: int
    claimed: int


def thing_of(lack: Lack) -> str:
    """What a lack is kept under: the code of its standard, or its process."""
    return lack.name if lack.process_id is None else str(lack.process_id)


def lack_of(what: Lacking, thing: str) -> Lack:
    """The lack that is kept under this."""
    return Lack(what, thing) if what is Lacking.CERTIFICATE else Lack(what, "", int(thing))


def helpers_with(lack: Lack, helpers: Iterable[Helper], parents: Mapping[int, int | None]) -> list[Helper]:
    """Those who help with a thing; who helps with a family of processes helps with each of it."""
    things = {thing_of(lack)}
    if lack.process_id is not None and (parent := parents.get(lack.process_id)) is not None:
        things.add(str(parent))
    return [each for each in helpers if not each.covers or not things.isdisjoint(each.covers)]
