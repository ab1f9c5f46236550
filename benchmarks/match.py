"""How long it takes to say how well every company matches every requirement: `python -m benchmarks.match`.

250 requirements and 3,000 companies by default, no database: values in, the companies of each requirement in order out,
and each match with all its reasons. The quickest of five rounds in one process.
"""

import sys
import time
from datetime import date, timedelta
from random import Random

from benchmarks.machine import machine
from forum.companies.rules.certificates import STANDARDS
from forum.matchmaking.rules.match import CompanyProfile, Criteria, HeldCertificate, matches_of
from forum.matchmaking.rules.ranking import Holding, Offering, Supply

TODAY = date(2026, 9, 9)
PROCESSES, FAMILIES, ROUNDS = 90, 9, 5


def main() -> None:
    """Make both sides, match them, print."""
    requirements, companies = (int(each) for each in (sys.argv[1:] or (250, 3_000)))
    rng = Random(1)
    criteria = [_criteria(rng) for _ in range(requirements)]
    profiles = [_profile(rng) for _ in range(companies)]
    print(f"{machine()}\n{requirements:,} × {companies:,}")
    for name, work in (("in order", _rank), ("with reasons", _explain)):
        spent = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            work(criteria, profiles)
            spent.append(time.perf_counter() - begun)
        print(f"{name:14}{min(spent):6.2f} s")


def _explain(criteria: list[Criteria], profiles: list[CompanyProfile]) -> None:
    for profile in profiles:
        matches_of(criteria, profile, TODAY)


def _rank(criteria: list[Criteria], profiles: list[CompanyProfile]) -> None:
    everybody = range(len(profiles))
    offerings = {
        process: Offering(
            itself={id for id, each in enumerate(profiles) if process in each.processes},
            beneath={id for id, each in enumerate(profiles) if process in each.families},
        )
        for process in range(PROCESSES + FAMILIES)
    }
    holdings = {
        each.code: Holding.on(
            TODAY,
            {id: profile.certificates[each.code] for id, profile in enumerate(profiles)
             if each.code in profile.certificates},
        )
        for each in STANDARDS
    }  # fmt: skip
    for each in criteria:
        family = None if each.family_id is None else offerings[each.family_id]
        Supply(criteria=each, process=offerings[each.process_id], family=family, holders=holdings).ranked(everybody)


def _criteria(rng: Random) -> Criteria:
    process = rng.randrange(PROCESSES)
    asked = [(each.code, rng.random() < 0.5) for each in rng.sample(STANDARDS, rng.randrange(4))]
    return Criteria.of(process, PROCESSES + process % FAMILIES, asked)


def _profile(rng: Random) -> CompanyProfile:
    offered = rng.sample(range(PROCESSES), 4)
    return CompanyProfile(
        processes=frozenset(offered),
        families=frozenset(PROCESSES + each % FAMILIES for each in offered),
        certificates={
            each.code: HeldCertificate(
                valid_until=TODAY + timedelta(days=rng.randrange(-90, 900)), in_process=False, has_evidence=True
            )
            for each in rng.sample(STANDARDS, 3)
        },
    )


if __name__ == "__main__":
    main()
