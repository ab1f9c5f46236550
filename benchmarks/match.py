"""How long it takes to say how well every company matches every requirement: `python -m benchmarks.match`.

250 requirements and 3,000 companies by default, no database: values in, scores out, and the same with all reasons. The
quickest of five rounds in one process.
"""

import sys
import time
from datetime import date, timedelta
from random import Random

from benchmarks.machine import machine
from forum.companies.rules.certificates import STANDARDS
from forum.matchmaking.rules.match import CompanyProfile, Criteria, HeldCertificate, matches_of, scores_of

TODAY = date(2026, 9, 9)
PROCESSES, FAMILIES, ROUNDS = 90, 9, 5


def main() -> None:
    """Make both sides, match them, print."""
    requirements, companies = (int(each) for each in (sys.argv[1:] or (250, 3_000)))
    rng = Random(1)
    criteria = [_criteria(rng) for _ in range(requirements)]
    profiles = [_profile(rng) for _ in range(companies)]
    print(f"{machine()}\n{requirements:,} × {companies:,}")
    for name, match in (("scores", scores_of), ("with reasons", matches_of)):
        spent = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            for profile in profiles:
                match(criteria, profile, TODAY)
            spent.append(time.perf_counter() - begun)
        print(f"{name:14}{min(spent):6.2f} s")


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
