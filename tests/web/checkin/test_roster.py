"""The roster: what a scanner keeps to answer without network. It names nobody without the badge."""

import json
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.badges.models import Badge
from forum.badges.service import reissue_badge
from forum.checkin.documents.letters import unpacked
from forum.checkin.models import Gate
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.kept import forget
from forum.core.sealing import expand, extract
from forum.editions.models import Edition
from forum.registration.models import Registration
from forum.registration.service import cancel
from tests.builders.checkin import a_badge, a_gate, a_scan, a_steward
from tests.builders.editions import ZONE, a_category, an_edition
from tests.builders.people import sign_in

Record = tuple[int, str, str]


@pytest.fixture
def edition(app: object) -> Edition:
    """An edition that is open today."""
    today = utc_now().astimezone(ZONE).date()
    return an_edition(starts_on=today, ends_on=today + timedelta(days=1))


@pytest.fixture
def gate(edition: Edition) -> Gate:
    return a_gate(edition)


@pytest.fixture
def steward(client: FlaskClient, edition: Edition) -> FlaskClient:
    return sign_in(client, a_steward(edition))


def opened(sealed: bytes, key: bytes) -> bytes:
    """The text of a record."""
    mode = modes.GCM(sealed[:8] + bytes(4), sealed[-12:], min_tag_length=12)
    opening = Cipher(algorithms.AES(key), mode).decryptor()
    return opening.update(sealed[8:-12]) + opening.finalize()


class Read:
    """A roster as a scanner reads it."""

    def __init__(self, body: bytes) -> None:
        end = 4 + int.from_bytes(body[:4], "big")
        self.head = json.loads(body[4:end])
        self.salt = bytes.fromhex(self.head["salt"])
        records = end + 19 * self.head["entries"]
        self.entries, self.records, at = body[end:records], dict[bytes, bytes](), records
        while at < len(body):
            sealed = at + 9 + 8 + 8 * body[at + 8] + 12
            self.records[body[at : at + 8]] = body[at + 9 : sealed]
            at = sealed

    def find(self, code: str) -> Record | None:
        """Flags, name and organisation of the badge with this code."""
        root = extract(code.encode(), salt=self.salt)
        sealed = self.records.get(expand(root, info=b"foro-hash")[:8])
        if sealed is None:
            return None
        text = opened(sealed, expand(root, info=b"foro-badge"))
        names = 14 if text[0] & 2 else 10
        name, organisation = unpacked(text[names:], 2)
        return text[0], name.decode(), organisation.decode()


def an_old_badge(edition: Edition) -> Badge:
    """A badge issued an hour ago."""
    badge, ago = a_badge(edition, category=a_category(edition, places_taken=1)), utc_now() - timedelta(hours=1)
    with atomic() as change:
        change.get_one(Badge, badge.id).issued_at = ago
        change.get_one(Registration, badge.registration_id).changed_at = ago
    return badge


def read(client: FlaskClient, edition: Edition, query: str = "") -> Read:
    forget(client.application)  # as after the seconds for which counts are kept
    answer = client.get(f"/{edition.slug}/checkin/roster{query}")
    assert answer.status_code == 200
    return Read(answer.data)


def test_a_record_is_read_with_the_badge_alone(steward: FlaskClient, edition: Edition, gate: Gate) -> None:
    badge, revoked = a_badge(edition), a_badge(edition, revoked=True)
    a_badge(an_edition())
    answer = steward.get(f"/{edition.slug}/checkin/roster")
    roster = Read(answer.data)
    assert (roster.head["full"], roster.head["badges"], len(roster.records)) == (True, 2, 2)
    assert roster.find(badge.code) == (1, "María José Muñoz Güereca", "Troquelados del Bajío")
    assert roster.find(revoked.code) == (3, "María José Muñoz Güereca", "Troquelados del Bajío")
    assert roster.find("0" * 20) is None
    secrets = ("María", "Muñoz", "Troquelados", badge.code)
    assert [word for word in secrets if word.encode() in answer.data] == []
    assert answer.headers["Cache-Control"] == "no-store"
    with pytest.raises(InvalidTag):
        opened(next(iter(roster.records.values())), bytes(32))


def test_a_revoked_badge_says_what_became_of_it(steward: FlaskClient, edition: Edition, gate: Gate) -> None:
    replaced, cancelled = a_badge(edition), an_old_badge(edition)
    by = a_steward(edition).id
    new = reissue_badge(replaced.id, reason="Lo extravió", by=by, now=utc_now())
    cancel(cancelled.registration_id, by=by, now=utc_now(), reason="Pidió cancelar")
    roster = read(steward, edition)
    found = [roster.find(badge.code) for badge in (replaced, new, cancelled)]
    assert [record and record[0] for record in found] == [1 | 2 | 4, 1, 2 | 8]


def test_the_same_badges_make_the_same_records_and_are_not_sent_twice(steward: FlaskClient, edition: Edition) -> None:
    a_badge(edition)
    first, again = read(steward, edition), read(steward, edition)
    assert first.records == again.records
    path = f"/{edition.slug}/checkin/roster"
    tag = steward.get(path).headers["ETag"]
    assert steward.get(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.both_engines
def test_what_changed_since_is_all_that_is_told_again(steward: FlaskClient, edition: Edition, gate: Gate) -> None:
    renamed, cancelled, lost, same = (an_old_badge(edition) for _ in range(4))
    since = f"?since={int((utc_now() - timedelta(minutes=5)).timestamp() * 1000)}"
    quiet = read(steward, edition, since)
    assert (quiet.head["full"], quiet.head["badges"], quiet.records, quiet.entries) == (False, 4, {}, b"")

    by, now = a_steward(edition).id, utc_now()
    with atomic() as change:
        registration = change.get_one(Registration, renamed.registration_id)
        change.get_one(Person, registration.person_id).given_names = "Eva"
        registration.changed_at = now
    cancel(cancelled.registration_id, by=by, now=now, reason="Pidió cancelar")
    new = reissue_badge(lost.id, reason="Lo extravió", by=by, now=now)
    steward.post(f"/api/gates/{gate.id}/scans", json=a_scan(renamed))
    told = read(steward, edition, since)
    assert [told.find(badge.code) is None for badge in (renamed, cancelled, lost, new, same)] == [False] * 4 + [True]
    assert told.find(renamed.code) == (1, "Eva Muñoz Güereca", "Troquelados del Bajío")
    assert [told.find(badge.code)[0] for badge in (cancelled, lost, new)] == [10, 7, 1]  # type: ignore[index]
    assert len(told.entries) == 19
    assert read(steward, edition).head["badges"] == 5


@pytest.mark.parametrize("since", ["x", "-1", "9" * 30, "0", "²"])
def test_a_moment_that_is_none_asks_for_all(steward: FlaskClient, edition: Edition, since: str) -> None:
    assert read(steward, edition, f"?since={since}").head["full"]


@pytest.mark.both_engines
def test_a_scanner_that_asks_again_costs_two_statements(
    steward: FlaskClient, edition: Edition, statements: list[str]
) -> None:
    an_old_badge(edition)
    now = read(steward, edition).head["now"]
    statements.clear()
    steward.get(f"/{edition.slug}/checkin/roster?since={now}")
    assert len(statements) == 2  # person · edition: how far the badges are is known for two seconds


def test_only_who_scans_here_has_it(client: FlaskClient, edition: Edition) -> None:
    path = f"/{edition.slug}/checkin/roster"
    assert client.get(path).status_code == 302
    assert sign_in(client, a_steward(an_edition())).get(path).status_code == 403
    assert session().scalars(select(Badge)).all() == []


@pytest.mark.both_engines
def test_a_supervisor_has_the_names_for_a_search_without_network_and_nobody_else(
    client: FlaskClient, edition: Edition, statements: list[str]
) -> None:
    badge, revoked = a_badge(edition), a_badge(edition, revoked=True)
    a_badge(an_edition())
    path = f"/{edition.slug}/checkin/names"
    for role in (Role.GATE_STEWARD, Role.REGISTRATION_DESK):
        assert sign_in(client.application.test_client(), a_steward(edition, role)).get(path).status_code == 403
    supervisor = sign_in(client, a_steward(edition, Role.GATE_SUPERVISOR))
    statements.clear()
    answer = supervisor.get(path)
    assert len(statements) == 3  # edition · person · names
    assert answer.headers["Cache-Control"] == "no-store"
    people = {row[0]: row[2:4] + [row[5]] for row in answer.get_json()["people"]}
    told = ["María José Muñoz Güereca", "Troquelados del Bajío"]
    assert people == {badge.registration_id: [*told, True], revoked.registration_id: [*told, False]}
