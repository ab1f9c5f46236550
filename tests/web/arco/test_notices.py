"""Notices written on a page: a draft, what it changes, a version; whoever accepted the one before is asked again."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.accounts.service import send_sign_in_link
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.filters import local
from forum.editions.models import Edition
from forum.privacy.enums import ConsentChannel, NoticeSection, Purpose
from forum.privacy.models import Consent, Notice
from forum.privacy.queries import consents_of, current_notice, recipients_of
from forum.privacy.rules.checklist import missing_sections, unmentioned
from forum.privacy.rules.comparing import Line, differences
from forum.privacy.service import ensure_notice, record_recipients
from tests.builders.arco import AT
from tests.builders.companies import an_ally
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person, an_organiser, sign_in
from tests.builders.registrations import a_registration, agreed

DRAFT = "/foro/arco/notices/house/draft"
PUBLICATION = "/foro/arco/notices/house/publication"


@pytest.fixture
def edition(app: Flask) -> Edition:
    ensure_notice(AT)
    return an_edition(slug="foro")


@pytest.fixture
def desk(client: FlaskClient, edition: Edition) -> FlaskClient:
    an_organiser(client)
    return client


def texts_of(notice: Notice, **changed: str) -> dict[str, str]:
    names = ("simplified_es", "simplified_en", "full_es", "full_en")
    return {name: getattr(notice, name) for name in names} | changed


def publish(desk: FlaskClient, *, day: str = "", **changed: str) -> tuple[int, str]:
    """Publish the draft as its page shows it."""
    page = desk.get(PUBLICATION).text
    token = page.split('name="draft"')[1].split('value="')[1].split('"')[0]
    sent = {"draft": token, "effective_on": day or local(utc_now()).date().isoformat(), **changed}
    answer = desk.post(PUBLICATION, data=sent)
    return answer.status_code, answer.text


@pytest.mark.both_engines
def test_a_draft_is_read_published_and_the_old_version_stays(desk: FlaskClient) -> None:
    first = current_notice()
    words = first.full_es.replace("# Cambios a este aviso", "# Otras cosas").replace(" y sector", "")
    assert desk.post(DRAFT, data=texts_of(first, full_es=f"{words}\nNuevo párrafo")).location == PUBLICATION
    page = desk.get(PUBLICATION).text
    assert "<ins>Nuevo párrafo</ins>" in page
    assert "<del># Cambios a este aviso</del>" in page
    assert "Cómo se avisa de los cambios al aviso" in page
    assert "sector" in page.split("el aviso no nombra:")[1].split("<")[0]
    assert "Nuevo párrafo" not in desk.get("/privacy").text
    assert "no rige antes de publicarse" in publish(desk, day="2026-01-01")[1]
    assert publish(desk)[0] == 302
    session().expire_all()
    second = current_notice()
    assert (second.id > first.id, second.is_material) == (True, False)
    assert "Nuevo párrafo" in desk.get("/privacy").text
    old = desk.get(f"/privacy/versions/{first.version}").text
    assert ("Nuevo párrafo" in old, "no es la vigente" in old) == (False, True)
    assert ensure_notice(datetime.now(UTC)).id == second.id  # what comes with the program does not replace it
    listed = desk.get("/foro/arco/notices").text
    assert (first.version in listed, second.version in listed) == (True, True)


def test_what_another_day_brings_is_not_in_force_before(desk: FlaskClient) -> None:
    first = current_notice()
    desk.post(DRAFT, data=texts_of(first, simplified_es="Otro aviso"))
    tomorrow = datetime.now(UTC) + timedelta(days=2)
    assert publish(desk, day=tomorrow.date().isoformat())[0] == 302
    session().expire_all()
    assert current_notice().id == first.id
    with time_machine.travel(tomorrow + timedelta(days=1)):
        assert current_notice().simplified_es == "Otro aviso"


def test_an_edition_may_have_its_own(desk: FlaskClient, edition: Edition) -> None:
    house = current_notice()
    desk.post("/foro/arco/notices/edition/draft", data=texts_of(house, full_es="# De aquí"))
    page = desk.get("/foro/arco/notices/edition/publication").text
    token = page.split('name="draft"')[1].split('value="')[1].split('"')[0]
    sent = {"draft": token, "effective_on": local(utc_now()).date().isoformat()}
    assert desk.post("/foro/arco/notices/edition/publication", data=sent).status_code == 302
    session().expire_all()
    own = current_notice(edition.id)
    assert (current_notice().id, own.full_es) == (house.id, "# De aquí")
    assert f"/privacy?edition={edition.id}" in desk.get("/foro/today").text
    assert "De aquí" in desk.get(f"/privacy?edition={edition.id}").text


def test_who_accepted_the_one_before_is_asked_again_and_nobody_else(
    desk: FlaskClient, app: Flask, edition: Edition
) -> None:
    luz = a_person(email="luz@empresa.mx", given_names="Luz")
    agreed(luz.id, current_notice().id, {Purpose.EVENT: True, Purpose.NEWS: True, Purpose.ALLIES: True}, AT)
    kept, left = an_ally("Cámara del Metal"), an_ally("Colegio de Ingenieros")
    with atomic():
        record_recipients(luz.id, current_notice().id, {kept.id: True, left.id: True}, AT)
    new = a_person(email="nueva@empresa.mx")
    desk.post(DRAFT, data=texts_of(current_notice(), simplified_es="Otro aviso"))
    assert publish(desk, is_material="y")[0] == 422  # not told what changes
    assert publish(desk, is_material="y", change_es="Ahora hay fotos")[0] == 302
    assert link_leads(app, new) == "/account/start"
    assert link_leads(app, luz).startswith("/account/notice?next=")
    own = sign_in(app.test_client(), luz)
    page = own.get("/account/notice?next=/account").text
    assert ("Ahora hay fotos" in page, "Recibir noticias" in page, "ventas" in page.lower()) == (True, True, False)
    token = page.split('name="notice"')[1].split('value="')[1].split('"')[0]
    answer = own.post(
        "/account/notice", data={"notice": token, "next": "/account", "again": ["news", f"ally-{kept.id}"]}
    )
    assert answer.location == "/account"
    session().expire_all()
    assert "Compartir sus datos de contacto con Colegio de Ingenieros" in page
    assert {id: each.granted for id, each in recipients_of(luz.id).items()} == {kept.id: True, left.id: False}
    assert consents_of(luz.id) == {Purpose.EVENT: True, Purpose.NEWS: True, Purpose.ALLIES: False}
    latest = session().scalars(select(Consent).order_by(Consent.id.desc())).first()
    assert latest is not None
    assert (latest.notice_id, latest.channel) == (current_notice().id, ConsentChannel.PAGE)
    assert link_leads(app, luz) == "/account/start"


def link_leads(app: Flask, person: Person) -> str:
    """Where somebody is led who signs in by a mailed link."""
    send_sign_in_link(person, next_path=None, now=datetime.now(UTC))
    found = re.search(r"http://localhost(/sign-in/link/\S+)", mails_to(person.email or "")[-1].text)
    assert found is not None
    return str(app.test_client().post(found[1]).location)


def test_the_notice_that_comes_with_the_program_misses_nothing(app: Flask) -> None:
    notice = ensure_notice(AT)
    assert [missing_sections(notice.full(each), language=each) for each in ("es", "en")] == [[], []]
    assert missing_sections("Nada", language="es") == list(NoticeSection)


def test_texts_are_compared_line_by_line() -> None:
    assert differences("uno\ndos\n\ntres", "uno\ncuatro\ntres\n") == [
        Line("same", "uno"), Line("removed", "dos"), Line("added", "cuatro"), Line("same", "tres"),
    ]  # fmt: skip
    [line] = differences("Usamos su nombre y su correo.", "Usamos su nombre, su puesto y su correo.")
    assert (line.kind, " ".join(words for kind, words in line.parts if kind != "removed")) == ("changed", line.words)
    assert ("removed", "nombre") in line.parts
    assert unmentioned("nada", [], language="es") == []


def test_the_ledger_is_searched_exported_and_withdrawn_from(desk: FlaskClient, app: Flask, edition: Edition) -> None:
    registration = a_registration(a_category(edition), a_person(email="eva@empresa.mx"))
    agreed(registration.person_id, current_notice().id, {Purpose.NEWS: True, Purpose.EVENT: True}, AT)
    eva = session().get_one(Person, registration.person_id)
    own = sign_in(app.test_client(), eva)
    assert own.post("/account/data/consents/news/withdrawal").location == "/account/data"
    assert "Terminó el" in own.get("/account/data").text
    again = own.post("/account/data/consents/news/withdrawal")
    assert again.status_code in {303, 422}
    ledger = "/foro/arco/consents"
    rows = {
        query: desk.get(f"{ledger}?{query}").text.count('<th scope="row"')
        for query in ("", "q=nadie", "purpose=news", "standing=given&purpose=news", "standing=ended", "channel=desk")
    }
    assert (rows["q=nadie"], rows["purpose=news"], rows["standing=given&purpose=news"]) == (0, 2, 0)
    assert (rows["standing=ended"], rows["channel=desk"]) == (2, 0)
    assert desk.get(f"{ledger}/export.xlsx?purpose=news").status_code == 200
    log = desk.get("/foro/arco/transfers").text
    assert ("Consentimientos" in log, "Equipo del foro" in log) == (True, True)
    assert "Recibir noticias" in desk.get(f"/foro/registrations/{registration.id}").text
