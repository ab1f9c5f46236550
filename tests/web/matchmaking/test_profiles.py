"""What is read of companies to order a directory gives the match of the whole profile."""

from datetime import timedelta
from random import Random

from flask import Flask

from forum.companies.models import Certificate
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.queries.profiles import get_profiles, get_profiles_for
from forum.matchmaking.rules.match import Criteria, match_of
from forum.meetings.queries.directory import get_scores
from tests.builders.companies import a_capability, a_company, a_process
from tests.builders.editions import an_edition
from tests.builders.meetings import a_supplier

STANDARDS = ("iso-9001", "iatf-16949", "iso-14001")


def test_a_part_of_the_profile_is_enough(app: Flask) -> None:
    rng, edition, today = Random(7), an_edition(), utc_now().date()
    families = [a_process(f"Familia {n}") for n in range(2)]
    processes = [a_process(f"Proceso {n}", parent_id=families[n % 2].id) for n in range(5)]
    companies = []
    for _ in range(25):
        company = a_company()
        a_supplier(edition, company, status=rng.choice((SupplierStatus.APPROVED,) * 4 + (SupplierStatus.PENDING,)))
        for process in rng.sample([*processes, *families], rng.randrange(3)):
            a_capability(company, process)
        with atomic() as current:
            for standard in rng.sample(STANDARDS, rng.randrange(3)):
                until = today + timedelta(days=rng.choice((-9, 20, 800)))
                named = {"body": "TÜV", "number": rng.choice(("", "1")), "in_process": rng.random() < 0.3}
                current.add(Certificate(company_id=company.id, standard=standard, valid_until=until, **named))
        companies.append(company.id)
    for process in (*processes, *families):
        criteria = Criteria(
            process_id=process.id, family_id=process.parent_id, mandatory=STANDARDS[:1], desirable=STANDARDS[1:2]
        )
        whole = get_profiles(companies)
        part = get_profiles_for(criteria, edition_id=edition.id)
        assert 0 < len(part) < len(companies)
        assert {id: match_of(criteria, each, today) for id, each in part.items()} == {
            id: match_of(criteria, whole[id], today) for id in part
        }
        assert get_scores(edition.id, criteria, today) == {
            id: match_of(criteria, whole[id], today).score for id in part
        }
