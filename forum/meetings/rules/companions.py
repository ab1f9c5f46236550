"""Whether somebody may come to a meeting besides the two people who meet, or join a request before it has one."""

from dataclasses import dataclass

from forum.meetings.enums import RequestState
from forum.meetings.errors.companions import (
    AlreadyComes,
    AlreadyNamed,
    CompanionBusy,
    CompanionsReached,
    NobodyBesides,
    NotAttending,
    NothingToAccompany,
    NotOfTheCompany,
)

ACCOMPANIED = frozenset({RequestState.SENT, RequestState.WAITLISTED, RequestState.UNSCHEDULED})


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanionFacts:
    """What decides whether a person comes besides, read while their company, they and the meeting are locked.

    `comes`: they sit at this table already. `is_of_company`: they act for the company of the side, or buy for it.
    `attends`: their registration is approved. `is_busy`: they are elsewhere at that time, in any hall.
    `brought`: how many the side has brought, of `most`.
    """

    who: str
    company: str
    comes: bool
    is_of_company: bool
    attends: bool
    is_busy: bool
    brought: int
    most: int


def ensure_may_come(facts: CompanionFacts) -> None:
    """Refuse whoever may not come to the meeting besides the others.

    Raises:
        AlreadyComes, NotOfTheCompany, NotAttending, CompanionBusy, CompanionsReached: the first of these that holds.
    """
    if facts.comes:
        raise AlreadyComes(who=facts.who)
    if not facts.is_of_company:
        raise NotOfTheCompany(company=facts.company)
    if not facts.attends:
        raise NotAttending(who=facts.who)
    if facts.is_busy:
        raise CompanionBusy(who=facts.who)
    if facts.brought >= facts.most:
        raise CompanionsReached(cap=facts.most)


def ensure_accompanied(state: RequestState) -> None:
    """Refuse a request that has a meeting, or has ended.

    Raises:
        NothingToAccompany: it does.
    """
    if state not in ACCOMPANIED:
        raise NothingToAccompany


def ensure_may_accompany(state: RequestState, *, who: str, is_named: bool, joined: int, most: int) -> None:
    """Refuse whoever cannot join a request of their company; `joined`: how many have already, of `most`.

    Raises:
        NothingToAccompany, AlreadyNamed, NobodyBesides, CompanionsReached: the first of these that holds.
    """
    ensure_accompanied(state)
    if is_named:
        raise AlreadyNamed(who=who)
    if not most:
        raise NobodyBesides
    if joined >= most:
        raise CompanionsReached(cap=most)
