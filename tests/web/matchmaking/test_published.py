"""The search over what is kept in memory finds what the database finds, and what has changed."""

import random
from datetime import date, timedelta

import pytest
from flask import Flask

from forum.companies.models import Process
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.matchmaking.enums import RequirementStatus
from forum.matchmaking.models import Requirement
from forum.matchmaking.queries.profiles import get_profiles
from forum.matchmaking.queries.published import find_on, kept_profiles, kept_shelf
from forum.matchmaking.queries.requirements import RequirementSearch, list_candidates
from forum.matchmaking.rules.match import match_of
from tests.builders.companies import a_capability, a_company, a_process
from tests.builders.editions import an_edition
from tests.builders.meetings import a_buyer, a_requirement

WORDS = ("caja", "de", "freno", "3M", "motor", "Ñandú", "100%", "a_b", "tubo", "Li")
STANDARDS = ("iatf-16949", "iso-14001", "iso-9001")
TODAY = date(2026, 9, 9)


@pytest.fixture
def chance() -> random.Random:
    return random.Random(5)


@pytest.fixture
def requirements(app: Flask, chance: random.Random) -> list[Requirement]:
    """Forty of three buyers and two families, drafts and another edition's among them."""
    edition = an_edition()
    families = [a_process(name) for name in ("Metal", "Plástico")]
    processes = [*families, *(a_process(f"Proceso {n}", parent_id=families[n % 2].id) for n in range(4))]
    buyers = [a_buyer(edition) for _ in range(3)]
    made = [_some(chance, chance.choice(buyers), processes) for _ in range(40)]
    _some(chance, a_buyer(an_edition()), processes)
    now = utc_now()
    with atomic():
        for requirement in made:
            requirement.published_at = now - timedelta(minutes=chance.randrange(5))
    return made


def _some(chance: random.Random, buyer: object, processes: list[Process]) -> Requirement:
    asked = chance.sample(STANDARDS, 2)
    return a_requirement(
        buyer,  # type: ignore[arg-type]
        chance.choice(processes),
        title=" ".join(chance.choices(WORDS, k=3)),
        mandatory=asked[: chance.randrange(2)],
        desirable=asked[1:] if chance.randrange(2) else (),
        status=chance.choice([RequirementStatus.PUBLISHED] * 5 + [RequirementStatus.DRAFT]),
    )


def searches(chance: random.Random, requirements: list[Requirement]) -> list[RequirementSearch]:
    found = [RequirementSearch(), RequirementSearch(text="nadie")]
    for _ in range(25):
        one = chance.choice(requirements)
        found.append(
            RequirementSearch(
                text=" ".join(word[: chance.randint(1, 5)] for word in chance.choices(WORDS, k=chance.randrange(3))),
                process_id=chance.choice([None, None, one.process_id, one.process.parent_id]),
                standard=chance.choice([None, None, *STANDARDS]),
                company_id=chance.choice([None, None, one.buyer.company_id]),
            )
        )
    return found


def test_a_search_in_memory_finds_what_the_database_finds(
    requirements: list[Requirement], chance: random.Random
) -> None:
    edition_id, company = requirements[0].edition_id, a_company()
    a_capability(company, requirements[0].process)
    profile = get_profiles([company.id])[company.id]
    some = 0
    for search in searches(chance, requirements):
        candidates = list_candidates(edition_id, search)
        plainly = [(each.requirement_id, match_of(each.criteria, profile, TODAY)) for each in candidates]
        plainly.sort(key=lambda pair: -pair[1].score)
        found = find_on(kept_shelf(edition_id), search, profile=profile, today=TODAY)
        assert [(each.id, found.match_of(each)) for each in found.requirements] == plainly, search
        some += len(plainly)
    assert some > 60


def test_what_changes_here_is_found_at_once(requirements: list[Requirement]) -> None:
    edition_id = requirements[0].edition_id
    company = a_company()
    profile = get_profiles([company.id])[company.id]

    def titles(text: str) -> list[str]:
        found = find_on(kept_shelf(edition_id), RequirementSearch(text=text), profile=profile, today=TODAY)
        return [each.title for each in found.requirements]

    assert titles("inaudito") == []
    with atomic():
        requirements[0].title, requirements[0].folded = "Algo inaudito", "algo inaudito"
        requirements[0].status = RequirementStatus.PUBLISHED
    assert titles("inaudito") == ["Algo inaudito"]
    with atomic():
        requirements[0].status = RequirementStatus.CLOSED
    assert titles("inaudito") == []


def test_a_profile_that_is_kept_is_let_go_when_it_changes(app: Flask, statements: list[str]) -> None:
    company, process = a_company(), a_process()
    kept_profiles(frozenset({company.id}))
    statements.clear()
    assert kept_profiles(frozenset({company.id}))[company.id].processes == frozenset()
    assert statements == []
    a_capability(company, process)
    assert kept_profiles(frozenset({company.id}))[company.id].processes == {process.id}
