"""The year of an organiser who has never seen the program, by visible links."""

import pytest

from tests.browser.journey import year
from tests.browser.journey.stage import Stage

pytestmark = pytest.mark.browser


def test_the_organisers_year(stage: Stage) -> None:
    """One story in one program."""
    year.last_years_edition(stage)
    year.copy_it(stage)
    year.bring_buyers_and_stands(stage)
    year.change_a_stand_in_a_sheet(stage)
    year.open_it(stage)
    year.invite_all_and_remind(stage)
    year.register_with_the_allys_code(stage)
    year.register_on_site(stage)
    year.merge_the_two(stage)
    year.write_to_the_ally(stage)
    year.close_it(stage)
    year.make_the_report(stage)
    year.answer_an_arco_request(stage)
