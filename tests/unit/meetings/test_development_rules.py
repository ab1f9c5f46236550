"""How a thing that is lacking is kept, and who helps with it."""

import pytest

from forum.meetings.enums import HelpKind, Lacking
from forum.meetings.rules.development import Helper, helpers_with, lack_of, thing_of
from forum.meetings.rules.lacking import Lack

IATF = Lack(Lacking.CERTIFICATE, "iatf-16949")
WELDING = Lack(Lacking.PROCESS, "", 12)
SPACE = Lack(Lacking.CAPACITY, "", 12)
PARENTS = {12: 3, 3: None, 4: None}


def a_helper(id: int, *covers: str) -> Helper:
    return Helper(
        id=id, organisation="UTL", kind=HelpKind.TRAINING, page="https://utl.example.mx", covers=frozenset(covers)
    )


@pytest.mark.parametrize("lack", [IATF, WELDING, SPACE])
def test_a_lack_is_kept_and_comes_back(lack: Lack) -> None:
    assert lack_of(lack.what, thing_of(lack)) == lack


def test_who_helps_with_a_family_helps_with_its_processes_and_who_says_nothing_with_everything() -> None:
    helpers = [a_helper(1), a_helper(2, "iatf-16949"), a_helper(3, "3"), a_helper(4, "4"), a_helper(5, "12")]
    helping = {lack: [each.id for each in helpers_with(lack, helpers, PARENTS)] for lack in (IATF, WELDING, SPACE)}
    assert helping == {IATF: [1, 2], WELDING: [1, 3, 5], SPACE: [1, 3, 5]}
