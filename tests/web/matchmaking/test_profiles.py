"""What is kept of companies to order a directory gives the match of the whole profile."""

from datetime import timedelta
from random import Random

from flask import Flask

from forum.companies.models import Certificate
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.matchmaking.queries.profiles import get_profiles
from forum.matchmaking.queries.supply import supply_for
from forum.matchmaking.rules.match import Criteria, match_of
from tests.builders.companies import a_capability, a_company, a_process

STANDARDS = ("iso-9001", "iatf-16949", "iso-14001")


def test_a_part_of_the_profile_is_enough(app: Flask) -> None:
    rng, today = Random(7), utc_now().date()
    families = [a_process(f"Familia {n}") for n in range(2)]
    processes = [a_process(f"Proceso {n}", parent_id=families[n % 2].id) for n in range(5)]
    companies = []
    for _ in range(25):
        company = a_company()
        for process in rng.sample([*processes, *families], rng.randrange(3)):
            a_capability(company, process)
        with atomic() as current:
            for standard in rng.sample(STANDARDS, rng.randrange(3)):
                until = today + timedelta(days=rng.choice((-9, 20, 800)))
                named = {"body": "TÜV", "number": rng.choice(("", "1")), "in_process": rng.random() < 0.3}
                current.add(Certificate(company_id=company.id, standard=standard, valid_until=until, **named))
        companies.append(company.id)
    whole = get_profiles(companies)
    for process in (*processes, *families):
        criteria = Criteria(
            process_id=process.id, family_id=process.parent_id, mandatory=STANDARDS[:1], desirable=STANDARDS[1:2]
        )
        supply = supply_for(criteria, today)
        matches = {id: match_of(criteria, profile, today) for id, profile in whole.items()}
        assert {id: match_of(criteria, supply.profile_of(id), today) for id in companies} == matches
        assert supply.ranked(companies) == sorted(companies, key=lambda id: -matches[id].score)
