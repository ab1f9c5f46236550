"""The staff of one edition learn nothing of another: every page they may open, with everything in the other one."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from forum.accounts.enums import Role
from forum.accounts.models import Person, RoleGrant
from forum.companies.models import AllyRepresentative, Company
from forum.core.access import PUBLIC, SIGNED_IN, access_of
from forum.core.database import session
from forum.editions.models import Edition
from forum.mail.models import OutgoingMail
from tests.builders.editions import a_category, an_edition
from tests.builders.integrations import a_key
from tests.builders.people import a_person, a_role, sign_in
from tests.builders.world import World

ON_SQLITE = pytest.mark.parametrize("world", ["sqlite"], indirect=True)
SEARCHES: tuple[dict[str, Any], ...] = ({}, {"q": "a"}, {"q": "demo"})
# Above all editions: only with a grant for all of them.
FOR_ALL = ("/mail", "/mail/1", "/mail/1/html", "/editions/new")


@dataclass
class Newcomer:
    """The organiser of a new, empty edition, signed in."""

    client: FlaskClient
    edition: Edition
    key: str


@pytest.fixture(scope="module")
def newcomer(world: World) -> Newcomer:
    edition = an_edition(slug="otra", name="Otro foro", published_at=None)
    a_category(edition)
    person = a_person(email="organiza@otra.example", given_names="Zenaida", first_surname="Quintanar")
    for role in Role:
        if role not in {Role.BUYER}:
            a_role(person, role, edition)
    return Newcomer(sign_in(world.app.test_client(), person), edition, a_key(edition, person))


def guarded(world: World) -> Iterator[Rule]:
    """Every address whose view asks for a permission."""
    for rule in world.app.url_map.iter_rules():
        if rule.endpoint != "static" and access_of(world.app.view_functions[rule.endpoint]) not in {PUBLIC, SIGNED_IN}:
            yield rule


def known_elsewhere() -> set[str]:
    """Names and addresses of the people and companies of the other edition.

    Not of those who are of every edition: its organisers of all, and who represents an ally and sees figures of each.
    """
    organisers = select(RoleGrant.person_id).where(RoleGrant.edition_id.is_(None))
    everywhere = organisers.union(select(AllyRepresentative.person_id))
    people = session().scalars(
        select(Person).where(Person.id.not_in(everywhere), Person.email != "organiza@otra.example")
    )
    found = {text for person in people for text in (person.full_name, person.email) if text}
    return found | {name for row in session().execute(select(Company.name, Company.rfc)) for name in row if name}


def text_of(data: bytes) -> str:
    """What an answer says; a workbook is a ZIP file of texts."""
    if data.startswith(b"PK"):
        with ZipFile(BytesIO(data)) as workbook:
            data = b"".join(map(workbook.read, workbook.namelist()))
    return data.decode(errors="replace")


@ON_SQLITE
def test_no_page_names_anybody_of_another_edition(world: World, newcomer: Newcomer) -> None:
    secret, opened, told = known_elsewhere(), set(), {}
    assert len(secret) > 100
    for rule in guarded(world):
        if "GET" not in (rule.methods or ()):
            continue
        values = {**world.values_for("organiser", rule), "edition_slug": newcomer.edition.slug}
        address = rule.build({name: values[name] for name in rule.arguments}, append_unknown=False)
        assert address is not None
        headers = {"Authorization": f"Bearer {newcomer.key}"} if world.is_for_keys(rule) else {}
        for search in SEARCHES:
            answer = newcomer.client.get(address[1], query_string=search, headers=headers)
            opened |= {rule.rule} if answer.status_code == 200 else set()
            if heard := {name for name in secret if name in text_of(answer.data)}:
                told[address[1], tuple(search.values())] = heard
    assert told == {}
    assert {
        "/<edition_slug>/companies/directory", "/<edition_slug>/mail", "/<edition_slug>/team", "/editions/",
        "/<edition_slug>/registrations", "/<edition_slug>/registrations/export.csv",
        "/api/v1/editions/<edition_slug>/registrations", "/api/v1/editions/<edition_slug>/companies",
    } <= opened  # fmt: skip


@ON_SQLITE
def test_what_is_above_editions_needs_a_grant_for_all(world: World, newcomer: Newcomer) -> None:
    assert {path: newcomer.client.get(path).status_code for path in FOR_ALL} == dict.fromkeys(FOR_ALL, 403)
    setup = f"/{newcomer.edition.slug}/setup"
    assert [
        newcomer.client.post(f"{setup}/{verb}").status_code for verb in ("publication", "publication/withdrawal")
    ] == [
        403,
        403,
    ]
    session().refresh(newcomer.edition)
    assert newcomer.edition.published_at is None


@ON_SQLITE
def test_no_mail_of_another_edition_or_of_none_is_read_or_sent_again(world: World, newcomer: Newcomer) -> None:
    mails = session().scalars(
        select(OutgoingMail.id).where(OutgoingMail.edition_id.is_distinct_from(newcomer.edition.id))
    )
    here = f"/{newcomer.edition.slug}/mail"
    seen = {}
    for mail_id in mails.all():
        seen[mail_id] = (
            newcomer.client.get(f"{here}/{mail_id}").status_code,
            newcomer.client.get(f"{here}/{mail_id}/html").status_code,
            newcomer.client.post(f"{here}/{mail_id}/attempt").status_code,
        )
    assert set(seen.values()) == {(404, 404, 404)}


@ON_SQLITE
def test_the_company_list_of_a_new_edition_is_empty(world: World, newcomer: Newcomer) -> None:
    page = newcomer.client.get(f"/{newcomer.edition.slug}/companies/directory").text
    assert "Aún no hay empresas en esta edición" in page
