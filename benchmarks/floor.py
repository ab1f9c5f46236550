"""The floor desk at the size of a foro (250 tables): `python -m benchmarks.floor [FOLDER]`.

Milliseconds of processor time of the server, with the statements: asked again while nothing changed (304), after a
change (the tables alone), and the whole page. FOLDER keeps the database between runs (loading takes a minute).
"""

from datetime import timedelta

import time_machine
from sqlalchemy import select

from benchmarks.console import at_foro_size, measure, print_headings
from forum.core.database import session
from forum.editions.models import Slot
from tests.builders.people import sign_in

ROUNDS = 40
FRAGMENT = {"HX-Request": "true"}


def main() -> None:
    """Load, measure, print."""
    with at_foro_size() as (app, edition, person):
        first = session().scalars(select(Slot).order_by(Slot.starts_at)).first()
        assert first is not None
        desk = f"/{edition.slug}/floor"
        with time_machine.travel(first.starts_at + timedelta(minutes=6), tick=False):
            browser = sign_in(app.test_client(), person)
            tag = browser.get(desk, headers=FRAGMENT).headers["ETag"]
            again = {**FRAGMENT, "If-None-Match": tag}
            print_headings()
            measure(app, browser, desk, "poll, unchanged", rounds=ROUNDS, headers=again, status=304)
            measure(app, browser, desk, "poll, changed", rounds=ROUNDS, headers=FRAGMENT)
            measure(app, browser, desk, "page", rounds=ROUNDS)


if __name__ == "__main__":
    main()
