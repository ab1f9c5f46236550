"""A refused form comes back with what was typed; a scanner's nonsense is answered in words; too much is too much."""

import io
from html import unescape
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from forum.checkin.models import Scan
from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.web import ERROR_WORDS
from tests.builders.hostile import JSON_VALUES
from tests.builders.pages import Form, forms_of
from tests.builders.world import World

# who, where, the field that is wrong and what stands in it, what else was typed
HERE = "/{edition_slug}"
VISITOR, COMPANY = f"{HERE}/register/{{category_id}}", f"{HERE}/companies/{{company_id}}"
WANTED = f"{HERE}/meetings/buyer/requirements/new"
REFUSED = (
    ("anonymous", VISITOR, {"email": "no es un correo"}, {"given_names": "Zoë Ñandú", "organisation": "Forjas & «2»"}),
    ("anonymous", VISITOR, {"phone": "12"}, {"position": "Jefa de compras <MRO>"}),
    ("anonymous", f"{HERE}/companies/new", {"rfc": "NO"}, {"legal_name": 'ACEROS "EL 9"', "first_surname": "D'Ávila"}),
    ("supplier", f"{HERE}/companies/new", {"rfc": "XX"}, {"name": "Troqueles % y _ más"}),
    ("supplier", f"{COMPANY}/edit", {"website": "esto no"}, {"about": "Uno\r\nDos & tres"}),
    ("supplier", f"{COMPANY}/size", {"workers": "-3"}, {"sales_exact": "sNaN"}),
    ("supplier", f"{COMPANY}/sites/new", {"postal_code": "x"}, {"street": "Av. 5 #3"}),
    ("buyer", WANTED, {"annual_volume": str(2**31)}, {"title": "Perno M6 × 20", "description": "±0.05 mm <crítico>"}),
    ("buyer", WANTED, {"starts_on": "9999-12-31"}, {"material": "SAE 1045"}),
    ("organiser", "/editions/new", {"ends_on": "10000-01-01"}, {"name": "Foro «Ñ» & más", "venue_name": "Poliforum"}),
    ("organiser", f"{HERE}/setup/details", {"slug": "NO VALE"}, {"about_es": "Una\r\nDos", "venue_address": "C. 'X'"}),
    (
        "organiser",
        f"{HERE}/setup/windows",
        {"freeze_at": "2026-02-30T25:61"},
        {"requests_close_at": "2026-09-01T10:00"},
    ),
    ("organiser", f"{HERE}/setup/categories/new", {"colour": "rojo"}, {"name_es": "Categoría Ñ", "code": "cat-n"}),
    ("organiser", f"{HERE}/exhibitors/stands/new", {"width": "NaN"}, {"kind": "isla 'A'"}),
    ("organiser", f"{HERE}/team/new", {"email": "x@"}, {"given_names": "Óscar <b>"}),
    ("coordinator", f"{HERE}/meetings/coordination/buyers/new", {"email": "@"}, {"company_name": 'Armadora "Z"'}),
)


def form_at(world: World, role: str, address: str) -> Form:
    page = world.clients[role].get(address)
    assert page.status_code == 200
    return max(forms_of(page.text, address), key=lambda form: len(form.fields))


@pytest.mark.parametrize(("role", "pattern", "wrong", "typed"), REFUSED)
def test_a_refused_form_holds_what_was_typed(
    world: World, role: str, pattern: str, wrong: dict[str, str], typed: dict[str, str]
) -> None:
    address = pattern.format(**{**world.own["everybody"], **world.own.get(role, {})})
    form = form_at(world, role, address)
    answer = world.clients[role].post(form.action, data={**form.fields, **wrong, **typed})
    back = unescape(answer.text).replace("\r\n", "\n")
    lost = [text for text in {**wrong, **typed}.values() if text.replace("\r\n", "\n") not in back]
    assert (answer.status_code, lost) == (422, [])


def test_a_refused_request_holds_its_reason(world: World) -> None:
    address = f"/{world.slug}/meetings/requirements/{world.unasked_requirement()}/requests"
    data = {"reason": "Prensa de 400 t «única»", "slot_id": "9" * 30}
    answer = world.clients["supplier"].post(address, data=data)
    assert (answer.status_code, "Prensa de 400 t «única»" in answer.text) == (422, True)


@pytest.mark.parametrize("key", ["id", "code", "method", "device", "scanned_at", "registration"])
def test_a_scanner_may_send_anything(world: World, key: str) -> None:
    address = f"/api/gates/{world.own['everybody']['gate_id']}/scans"
    found = {}
    for name, value in JSON_VALUES.items():
        sound = {
            "id": str(uuid4()), "code": "x", "method": "camera", "device": "d", "scanned_at": utc_now().isoformat(),
        }  # fmt: skip
        if key == "registration":
            sound["method"] = "search"
        answer = world.clients["steward"].post(address, json={**sound, key: value})
        if answer.status_code not in {200, 400, 404, 409, 422} or not answer.is_json or not (answer.json or {}):
            found[name] = answer.status_code
    assert found == {}


@pytest.mark.parametrize(
    "body", [b"", b"{", b"null", b"[]", b"7", b'"x"', b"\xff\xfe", b"[" * 50_000, b'{"id": 1e999}']
)
def test_what_is_no_scan_is_said_to_be_none(world: World, body: bytes) -> None:
    address = f"/api/gates/{world.own['everybody']['gate_id']}/scans"
    before = session().scalar(select(func.count()).select_from(Scan))
    answer = world.clients["steward"].post(address, data=body, content_type="application/json")
    assert (answer.status_code, answer.is_json) in {(400, True), (409, True), (422, True)}
    assert session().scalar(select(func.count()).select_from(Scan)) == before


def test_too_much_is_said_to_be_too_much(world: World) -> None:
    ids = {**world.own["everybody"], **world.own["supplier"]}
    logo = "/{edition_slug}/companies/{company_id}/logo".format(**ids)
    register = "/{edition_slug}/register/{category_id}".format(**ids)
    boundary, file = encode_multipart({"logo": FileStorage(io.BytesIO(b"\0" * 9_000_000), "x.png")})
    other, parts = encode_multipart({f"f{n}": "x" for n in range(1_100)})
    kind = "multipart/form-data; boundary={}"
    answers = (
        world.clients["supplier"].post(logo, data=file, content_type=kind.format(boundary)),
        world.clients["anonymous"].post(register, data={"given_names": "ñ" * 100_000}),
        world.clients["anonymous"].post(register, data=parts, content_type=kind.format(other)),
    )
    assert [(answer.status_code, ERROR_WORDS[413][0] in answer.text) for answer in answers] == [(413, True)] * 3
