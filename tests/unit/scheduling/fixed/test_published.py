"""The published instances give the best known results."""

import json

import pytest

from forum.scheduling.fixed import FixedStatus, read_dzn, solve_fixed, violations
from forum.settings import ROOT

SHARED = ROOT.parent / "shared" / "b2b"
BEST = json.loads((SHARED / "best_known.json").read_text()) if (SHARED / "best_known.json").is_file() else {}
PAIRS = [(name, fairness) for name, known in sorted(BEST.items()) for fairness in sorted(known)]


@pytest.mark.skipif(not PAIRS, reason="no copy of the published instances in ../shared/b2b")
@pytest.mark.parametrize(("name", "fairness"), PAIRS)
def test_published_optima(name: str, fairness: str) -> None:
    problem = read_dzn((SHARED / "instances" / f"{name}.dzn").read_text())
    found = solve_fixed(problem, fairness=int(fairness))
    breaks = BEST[name][fairness]["breaks"]
    status = FixedStatus.INFEASIBLE if breaks is None else FixedStatus.OPTIMAL
    assert (found.status, found.breaks) == (status, breaks)
    if breaks is not None:
        assert violations(problem, found.slots, fairness=int(fairness)) == []
