"""Allies' codes: their uses, caps and expiry, for one edition or for all."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from forum.companies.errors import AllyCodeTaken, CodeExpired, CodeUsedUp, UnknownCode
from forum.companies.models import AllyCode
from forum.companies.service import add_pooled_code, release_ally_code, take_ally_code
from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.errors import Refusal
from tests.builders.companies import an_ally, an_ally_code
from tests.builders.editions import an_edition

NOW = utc_now()


def test_a_use_of_a_code_is_counted_whatever_its_case_and_spaces(app: Flask) -> None:
    edition = an_edition()
    code = an_ally_code(an_ally(), code="COPARMEX-26")
    taken = take_ally_code(" coparmex -26 ", edition_id=edition.id, now=NOW)
    assert (taken.id, taken.uses) == (code.id, 1)


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"cap": 1, "uses": 1}, CodeUsedUp),
        ({"expires_at": NOW - timedelta(seconds=1)}, CodeExpired),
        ({"expires_at": NOW}, CodeExpired),
        ({"cap": 1, "uses": 1, "expires_at": NOW}, CodeExpired),
    ],
)
def test_each_reason_to_refuse_a_code_has_its_refusal(
    app: Flask, values: dict[str, object], refusal: type[Refusal]
) -> None:
    edition = an_edition()
    an_ally_code(an_ally(), code="C", **values)
    with pytest.raises(refusal):
        take_ally_code("c", edition_id=edition.id, now=NOW)


def test_a_code_of_another_edition_is_unknown(app: Flask) -> None:
    ours, other = an_edition(), an_edition()
    an_ally_code(an_ally(), code="C", edition_id=other.id)
    with pytest.raises(UnknownCode):
        take_ally_code("C", edition_id=ours.id, now=NOW)


def test_a_returned_use_can_be_used_again(app: Flask) -> None:
    edition = an_edition()
    code = an_ally_code(an_ally(), code="C", cap=1)
    take_ally_code("C", edition_id=edition.id, now=NOW)
    release_ally_code(code.id)
    release_ally_code(code.id)
    assert take_ally_code("C", edition_id=edition.id, now=NOW).uses == 1
    row = session().get(AllyCode, code.id)
    assert row is not None
    assert row.uses == 1


def test_two_editions_have_codes_of_one_spelling_and_each_counts_its_own(app: Flask) -> None:
    this, next_one, ally = an_edition(), an_edition(), an_ally()
    first, second = (
        add_pooled_code(ally.id, edition_id=edition.id, code="coparmex", cap=9, expires_at=None)
        for edition in (this, next_one)
    )
    everywhere = an_ally_code(ally, code="COPARMEX")
    with pytest.raises(AllyCodeTaken):
        add_pooled_code(ally.id, edition_id=this.id, code="COPARMEX", cap=None, expires_at=None)
    assert take_ally_code("Coparmex", edition_id=next_one.id, now=NOW).id == second.id
    assert take_ally_code("Coparmex", edition_id=an_edition().id, now=NOW).id == everywhere.id
    uses = select(AllyCode.uses).order_by(AllyCode.id)
    assert (first.id < second.id, list(session().scalars(uses))) == (True, [0, 1, 1])
