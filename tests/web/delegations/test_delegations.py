"""A delegation: places reserved, people named, replaced and removed by link, confirmed by themselves."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.badges.models import Badge
from forum.core.clock import utc_now
from forum.core.database import session
from forum.delegations.enums import DelegationStatus, DelegationStep
from forum.delegations.errors import AlreadyNamed, DelegationDecided, DelegationNotOpen, NamesClosed
from forum.delegations.models import Delegate, Delegation, DelegationEvent
from forum.delegations.service import (
    approve_delegation,
    change_delegation,
    close_delegation,
    confirm_delegate,
    name_person,
    refuse_delegation,
    remove_delegate,
    replace_delegate,
    request_delegation,
)
from forum.editions.models import Category, Edition
from forum.privacy.enums import Purpose
from forum.privacy.queries import consents_of
from forum.registration.enums import RegistrationStatus as S
from forum.registration.errors import AttendsElsewhere, BlockFull, CancelledByDesk
from forum.registration.models import PlaceBlock, Registration
from forum.registration.service import cancel, cancel_own
from forum.registration.service.blocks import release_due_blocks
from tests.builders.delegations import a_delegate, a_delegation, a_guest, a_wish, manager_link
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person, a_role, sign_in
from tests.builders.registrations import a_notice, a_registration, link_of

NOW = utc_now()


def taken(category: Category) -> int:
    return session().scalars(select(Category.places_taken).where(Category.id == category.id)).one()


def used(delegation: Delegation) -> int:
    return session().scalars(select(PlaceBlock.taken).where(PlaceBlock.id == delegation.block_id)).one()


def registration_of(delegate: Delegate) -> Registration:
    return session().get_one(Registration, delegate.registration_id, populate_existing=True)


def steps(delegation: Delegation) -> list[DelegationStep]:
    query = select(DelegationEvent.kind).where(DelegationEvent.delegation_id == delegation.id)
    return list(session().scalars(query.order_by(DelegationEvent.id)))


def test_a_named_person_has_a_place_a_badge_and_a_mail_that_says_who_named_them(app: Flask) -> None:
    category = a_category(an_edition(), quota=2)
    delegation = a_delegation(category)
    assert taken(category) == 2
    delegate = name_person(delegation.id, guest=a_guest("leo@example.mx"), now=NOW)
    registration = registration_of(delegate)
    assert (registration.status, registration.organisation) == (S.APPROVED, "Escuela Norte")
    assert (taken(category), used(delegation)) == (2, 1)
    assert session().scalars(select(Badge).where(Badge.registration_id == registration.id)).one()
    mail = mails_to("leo@example.mx")[-1]
    assert "Rosa Ibarra, de Escuela Norte, nos dio su nombre y su correo" in mail.text
    assert "/delegation" in mail.text
    assert consents_of(registration.person_id) == {}
    assert "Sus lugares están apartados" in mails_to(delegation.manager_email)[0].subject


def test_no_more_are_named_than_places_and_nobody_twice(app: Flask) -> None:
    delegation = a_delegation(a_category(an_edition(), quota=9), places=2)
    name_person(delegation.id, guest=a_guest("leo@example.mx"), now=NOW)
    with pytest.raises(AlreadyNamed):
        name_person(delegation.id, guest=a_guest("LEO@example.mx"), now=NOW)
    a_delegate(delegation)
    with pytest.raises(BlockFull):
        a_delegate(delegation)
    assert used(delegation) == 2


@pytest.mark.parametrize("status", [S.APPROVED, S.PENDING, S.WAITLISTED])
def test_who_is_registered_has_one_of_these_places_and_frees_theirs(app: Flask, status: S) -> None:
    category = a_category(an_edition(), quota=3)
    delegation = a_delegation(category, places=2)
    mine = a_registration(category, a_person(email="leo@example.mx"), status=status)
    name_person(delegation.id, guest=a_guest("leo@example.mx"), now=NOW)
    mine = session().get_one(Registration, mine.id, populate_existing=True)
    assert (mine.status, mine.block_id) == (S.APPROVED, delegation.block_id)
    assert (taken(category), used(delegation)) == (2, 1)


def test_who_attends_otherwise_or_was_sent_away_is_not_named(app: Flask) -> None:
    edition = an_edition()
    delegation = a_delegation(a_category(edition, quota=9))
    a_registration(a_category(edition, code="prensa"), a_person(email="leo@example.mx"))
    with pytest.raises(AttendsElsewhere):
        name_person(delegation.id, guest=a_guest("leo@example.mx"), now=NOW)
    away = a_registration(session().get_one(Category, delegation.category_id), a_person(email="ana@example.mx"))
    cancel(away.id, by=None, now=NOW)
    with pytest.raises(CancelledByDesk):
        name_person(delegation.id, guest=a_guest("ana@example.mx"), now=NOW)
    assert used(delegation) == 0


def test_somebody_is_replaced_and_removed_and_told(app: Flask) -> None:
    delegation = a_delegation(a_category(an_edition(), quota=9), places=1)
    first = name_person(delegation.id, guest=a_guest("leo@example.mx"), now=NOW)
    second = replace_delegate(delegation.id, first.id, guest=a_guest(), now=NOW)
    assert [registration_of(each).status for each in (first, second)] == [S.CANCELLED, S.APPROVED]
    assert "cancelado" in mails_to("leo@example.mx")[-1].subject.lower() or mails_to("leo@example.mx")[-1].text
    remove_delegate(delegation.id, second.id, now=NOW)
    assert used(delegation) == 0
    back = name_person(delegation.id, guest=a_guest("leo@example.mx"), now=NOW)
    assert registration_of(back).status is S.APPROVED
    assert steps(delegation)[1:] == [
        *(DelegationStep.NAMED, DelegationStep.REMOVED, DelegationStep.NAMED),
        *(DelegationStep.REMOVED, DelegationStep.NAMED),
    ]


def test_who_cancels_leaves_the_place_to_the_delegation(app: Flask) -> None:
    delegation = a_delegation(a_category(an_edition(), quota=9), places=1)
    delegate = a_delegate(delegation)
    cancel_own(delegate.registration_id, now=NOW)
    assert used(delegation) == 0
    a_delegate(delegation)


def test_after_the_day_unnamed_places_are_free_and_names_stay(app: Flask) -> None:
    category = a_category(an_edition(), quota=2)
    delegation = a_delegation(category, places=2)
    delegate = a_delegate(delegation)
    day = NOW + timedelta(days=11)
    assert release_due_blocks(now=day) == 1
    assert taken(category) == 1
    with pytest.raises(NamesClosed):
        remove_delegate(delegation.id, delegate.id, now=day)
    assert registration_of(delegate).status is S.APPROVED


def test_a_request_is_decided_once_changed_and_closed(app: Flask) -> None:
    edition = an_edition()
    category, by, until = a_category(edition, quota=5), a_person().id, NOW + timedelta(days=3)
    delegation = request_delegation(edition.id, wish=a_wish(category, places=4), now=NOW)
    assert (taken(category), delegation.status) == (0, DelegationStatus.REQUESTED)
    with pytest.raises(DelegationNotOpen):
        a_delegate(delegation)
    decided = {"edition_id": edition.id, "by": by, "now": NOW}
    approve_delegation(delegation.id, places=3, changes_until=until, **decided)  # type: ignore[arg-type]
    with pytest.raises(DelegationDecided):
        refuse_delegation(delegation.id, **decided)  # type: ignore[arg-type]
    assert taken(category) == 3
    delegate = a_delegate(delegation)
    change_delegation(delegation.id, places=5, changes_until=until, **decided)  # type: ignore[arg-type]
    assert taken(category) == 5
    close_delegation(delegation.id, **decided)  # type: ignore[arg-type]
    assert (taken(category), registration_of(delegate).status) == (1, S.APPROVED)
    refused = request_delegation(edition.id, wish=a_wish(category), now=NOW)
    refuse_delegation(refused.id, **decided)  # type: ignore[arg-type]
    assert "no fue aprobada" in mails_to(refused.manager_email)[-1].subject


def test_the_person_confirms_under_the_notice(client: FlaskClient) -> None:
    a_notice()
    delegation = a_delegation(a_category(an_edition(), quota=9))
    registration = registration_of(a_delegate(delegation))
    assert "Falta que confirme" in client.get(link_of(registration)).text
    page = client.get(f"{link_of(registration)}/delegation").text
    assert "Rosa Ibarra nos dio su nombre y su correo para un lugar de Escuela Norte" in page
    assert "Sin confirmar" in client.get(manager_link(delegation)).text
    client.post(f"{link_of(registration)}/delegation")
    assert consents_of(registration.person_id) == {Purpose.EVENT: True}
    assert "Falta que confirme" not in client.get(link_of(registration)).text
    assert "Sin confirmar" not in client.get(manager_link(delegation)).text


def test_the_manager_names_replaces_and_removes_by_link(client: FlaskClient) -> None:
    delegation = a_delegation(a_category(an_edition(), quota=9), places=1)
    link = manager_link(delegation)
    form = {"given_names": "Leo", "first_surname": "Sanz", "email": "leo@example.mx"}
    assert client.post(link, data={**form, "email": "nada"}).status_code == 422
    assert client.post(link, data=form).status_code == 302
    again = client.post(link, data={**form, "email": "otra@example.mx"})
    assert (again.status_code, "Ya usó todos los lugares" in again.text, "otra@example.mx" in again.text) == (
        422,
        True,
        True,
    )
    first = session().scalars(select(Delegate)).one()
    changed = client.post(f"{link}/people/{first.id}", data={**form, "email": "otra@example.mx"})
    assert changed.status_code == 302
    second = session().scalars(select(Delegate).where(Delegate.removed_at.is_(None))).one()
    assert client.post(f"{link}/people/{first.id}/removal").status_code == 404
    client.post(f"{link}/people/{second.id}/removal")
    assert "Aún no hay personas" in client.get(link).text
    assert client.get("/d/wrong").status_code == 404


def sheet(text: str) -> dict[str, object]:
    return {"file": (BytesIO(text.encode()), "lista.csv")}


def test_a_list_names_all_or_nobody(client: FlaskClient) -> None:
    delegation = a_delegation(a_category(an_edition(), quota=9), places=2)
    link = f"{manager_link(delegation)}/sheet"
    head = "Nombre;Primer apellido;Correo\n"
    for text, words in (
        ("Nombre;Primer apellido\nLeo;Sanz\n", "Falta la columna"),
        (f"{head}Leo;Sanz;leo@example.mx\nAna;Paz;nada\n", "Correo:"),
        (f"{head}Leo;Sanz;leo@example.mx\nAna;Paz;leo@example.mx\n", "ya está en la lista"),
        (f"{head}A;B;a@example.mx\nC;D;c@example.mx\nE;F;e@example.mx\n", "Ya usó todos los lugares"),
    ):
        answer = client.post(link, data=sheet(text))
        assert (answer.status_code, words in answer.text) == (422, True)
        assert (used(delegation), session().scalars(select(Delegate)).all()) == (0, [])
    assert mails_to("leo@example.mx") == []
    assert client.post(link, data=sheet(f"{head}Leo;Sanz;leo@example.mx\nAna;Paz;ana@example.mx\n")).status_code == 302
    assert used(delegation) == 2
    template = client.get(f"{link}/template.xlsx")
    assert template.data.startswith(b"PK")


def test_the_manager_reads_of_somebody_we_know_what_they_typed(client: FlaskClient) -> None:
    delegation = a_delegation(a_category(an_edition(), quota=9))
    known = a_person(email="leo@example.mx")
    name_person(delegation.id, guest=a_guest("leo@example.mx"), now=NOW)
    page = client.get(manager_link(delegation)).text
    assert ("Leo Sanz" in page, known.full_name in page) == (True, False)


def test_a_new_link_voids_the_former(client: FlaskClient) -> None:
    edition = an_edition()
    delegation = a_delegation(a_category(edition, quota=9))
    former = manager_link(delegation)
    organiser = a_person()
    a_role(organiser, Role.ORGANISER, edition)
    sign_in(client, organiser)
    client.post(f"/{edition.slug}/delegations/{delegation.id}/link")
    assert client.get(former).status_code == 404
    assert client.get(manager_link(delegation)).status_code == 200


def local(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")


def test_asked_for_on_the_public_page_and_decided_by_the_organiser(client: FlaskClient) -> None:
    a_notice()
    edition = an_edition()
    category = a_category(edition, quota=5)
    assert "Pida lugares para su delegación" in client.get(f"/{edition.slug}/register/{category.id}").text
    form = {
        "organisation": "Municipio Sur", "category_id": str(category.id), "places": "4",
        "manager_name": "Iris Paz", "manager_email": "iris@example.mx", "note": "Vienen dos días.",
    }  # fmt: skip
    assert client.post(f"/{edition.slug}/register/delegation", data={**form, "places": "0"}).status_code == 422
    assert client.post(f"/{edition.slug}/register/delegation", data=form).status_code == 302
    assert "Recibimos su solicitud de lugares" in mails_to("iris@example.mx")[-1].subject
    organiser = a_person()
    a_role(organiser, Role.ORGANISER, edition)
    sign_in(client, organiser)
    root = f"/{edition.slug}/delegations"
    assert "Municipio Sur" in client.get(root).text
    asked = session().scalars(select(Delegation)).one()
    until = local(utc_now() + timedelta(days=2))
    wrong = client.post(f"{root}/{asked.id}/places", data={"places": "9", "changes_until": until})
    assert (wrong.status_code, "ya no tiene lugares" in wrong.text) == (422, True)
    assert client.post(f"{root}/{asked.id}/places", data={"places": "3", "changes_until": until}).status_code == 302
    client.post(f"{root}/{asked.id}/message", data={"text": "Faltan dos nombres."})
    assert "Faltan dos nombres." in mails_to("iris@example.mx")[-1].text
    assert client.post(f"{root}/new", data={**form, "places": "2", "changes_until": until}).status_code == 302
    assert taken(category) == 5
    client.post(f"{root}/{asked.id}/closing")
    page = client.get(f"{root}/{asked.id}").text
    assert "Se cerró" in page
    assert taken(category) == 2


def test_the_list_of_delegations_takes_as_many_statements_for_three_as_for_one(
    client: FlaskClient, statements: list[str]
) -> None:
    edition = an_edition()
    category, organiser = a_category(edition, quota=50), a_person()
    a_role(organiser, Role.ORGANISER, edition)
    sign_in(client, organiser)
    counts = []
    for _ in range(2):
        a_delegation(category)
        client.get(f"/{edition.slug}/delegations")
        statements.clear()
        client.get(f"/{edition.slug}/delegations")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_confirming_twice_keeps_the_first_moment(app: Flask) -> None:
    notice = a_notice()
    delegate = a_delegate(a_delegation(a_category(an_edition(), quota=9)))
    for day in (0, 1):
        confirm_delegate(delegate.registration_id, notice_id=notice.id, now=NOW + timedelta(days=day))
    kept = session().get_one(Delegate, delegate.id, populate_existing=True)
    assert kept.confirmed_at == NOW
    assert session().get_one(Edition, registration_of(delegate).edition_id)
