"""The organiser's numbers, and who may see them."""

from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.enums import Role
from forum.companies.enums import Stratum
from forum.core.clock import utc_now
from forum.dashboard.queries import category_counts, inside_today, meeting_numbers, stratum_counts
from forum.demo.load import load_demo
from forum.demo.sizes import SMALL
from forum.demo.world import ZONE
from forum.editions.queries import find_edition, get_edition
from tests.builders.companies import a_process
from tests.builders.editions import an_edition
from tests.builders.people import a_person, a_role, an_organiser, sign_in


def loaded() -> int:
    family = a_process("Metal")
    for name in ("Estampado", "Maquinado", "Forja"):
        a_process(name, parent_id=family.id)
    edition = find_edition(load_demo(SMALL, password_hash="-", now=utc_now()).slug)
    assert edition is not None
    return edition.id


def slug_of(edition_id: int) -> str:
    return get_edition(edition_id).slug


def test_the_numbers_of_the_demo_are_those_of_its_size(app: Flask) -> None:
    edition_id = loaded()
    numbers = meeting_numbers(edition_id)
    assert (numbers.buyers, numbers.suppliers, numbers.requirements) == (12, 60, 36)
    assert (numbers.scheduled, numbers.cancelled) == (63, 0)
    assert numbers.requests == {"accepted": 63, "sent": 33, "declined": 10}
    assert numbers.acceptance_percent == 86
    assert sum(c.approved + c.pending + c.waitlisted for c in category_counts(edition_id)) == 240
    assert sum(count for _gate, count in inside_today(edition_id, utc_now().astimezone(ZONE).date())) == 60
    strata = dict(stratum_counts(edition_id))
    assert (set(strata), sum(strata.values())) == ({*Stratum, None}, 60)


def test_an_empty_edition_has_a_dashboard(client: FlaskClient) -> None:
    edition = an_edition()
    an_organiser(client, edition)
    assert client.get(f"/{edition.slug}/dashboard").status_code == 200


def test_a_viewer_sees_it_and_a_steward_does_not(client: FlaskClient, app: Flask) -> None:
    edition = an_edition()
    viewer, steward = a_person(), a_person()
    a_role(viewer, Role.VIEWER, edition)
    a_role(steward, Role.GATE_STEWARD, edition)
    assert sign_in(client, viewer).get(f"/{edition.slug}/dashboard").status_code == 200
    assert sign_in(app.test_client(), steward).get(f"/{edition.slug}/dashboard").status_code == 403


def test_the_numbers_take_the_same_statements_for_an_empty_and_a_full_edition(
    client: FlaskClient, statements: list[str]
) -> None:
    an_organiser(client)
    counted = []
    for slug in (an_edition().slug, slug_of(loaded())):
        statements.clear()
        assert client.get(f"/{slug}/dashboard").status_code == 200
        counted.append(len(statements))
    assert counted == [11, 11]
