"""Badges of the registrations that are ticked in the desk's list, or of all that it finds."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.badges.models import PrintedBadge, PrintRun
from forum.core.database import session
from forum.registration.enums import RegistrationStatus
from tests.builders.badges import somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.people import an_organiser
from tests.builders.registrations import a_registration


def printed() -> list[set[int]]:
    """The badges of each run."""
    runs = session().scalars(select(PrintRun.id).order_by(PrintRun.id)).all()
    badges = [session().scalars(select(PrintedBadge.badge_id).where(PrintedBadge.run_id == run)) for run in runs]
    return [set(each) for each in badges]


@pytest.mark.both_engines
def test_the_badges_of_the_chosen_are_printed_and_no_others(client: FlaskClient) -> None:
    edition, other = an_edition(), an_edition()
    category, press = a_category(edition), a_category(edition)
    (one, badge), (two, second), _third = (somebody_with_badge(category) for _ in range(3))
    of_press, press_badge = somebody_with_badge(press)
    strange, _badge = somebody_with_badge(a_category(other))
    waits = a_registration(category, status=RegistrationStatus.PENDING)
    an_organiser(client, edition)
    at = f"/{edition.slug}/badges/print-runs/chosen"
    ids = [one.id, two.id, strange.id, waits.id]
    done = client.post(at, data={"id": ids}, follow_redirects=True).text
    assert ("2 gafetes listos" in done, "2 de los marcados no tienen gafete vigente." in done) == (True, True)
    client.post(f"{at}?category={press.id}", data={"all": "yes"})
    assert printed() == [{badge.id, second.id}, {press_badge.id}]
    nothing = client.post(f"{at}?q=jose", follow_redirects=True)
    assert (nothing.request.path, "Marque primero los registros." in nothing.text) == (
        f"/{edition.slug}/registrations",
        True,
    )
    assert "Imprimir gafetes" in nothing.text
    assert client.post(at, data={"id": [waits.id]}, follow_redirects=True).status_code == 200
    assert (of_press.id, len(printed())) == (of_press.id, 2)
