"""Pages are tested one by one on SQLite. Here PostgreSQL answers each of them too: page, search and form."""

from collections.abc import Iterator

import pytest

from tests.builders.pages import Form
from tests.builders.walks import endpoint_of, forms_on, pages_for, rules
from tests.builders.world import ROLES, World

# What a person would change in a form that is sent as it stands.
SOUND: dict[str, dict[str, list[str]]] = {
    "checkin_devices.pin_create": {"pin": ["4907"]},
    "checkin_hubs.hub_new": {"name": ["Sur"], "address": ["https://sur.example.mx"]},
    "checkin_pairing.phone_new": {"code": ["K7P49XQ2"]},
    "companies.certificate_new": {"standard": ["cqi-9"], "in_process": []},
    "companies.company_new": {"ally_code": []},
    "delegations.delegate_edit": {"email": ["otra@example.mx"]},
    "exhibitors.stand_new": {"prefix": ["Z-"]},
    "matchmaking.buyer_new": {"table_id": [], "company_name": ["Compradora"]},
    "meetings.engagement_create": {"since": ["23:50"], "until": ["23:59"]},
    "meetings.handover_new": {"colliding": ["cancel"]},
    "integrations.key_new": {"scopes": ["registrations:read"]},
    "integrations.webhook_new": {"address": ["https://crm.example.mx"], "happenings": ["meeting.made"]},
    "messages.quiet_hours_edit": {"starts_at": ["22:00"], "ends_at": ["07:00"]},
    "outcomes.link_outcome_update": {"held": ["no"]},
    "outcomes.outcome_update": {"held": ["no"]},
    "outcomes.spoken_update": {"held": ["no"]},
    "programme_desk.material_create": {"title": ["Láminas"], "url": ["https://ejemplo.mx/laminas"]},
    "programme_desk.speaker_new": {"full_name": ["Eva Luna"], "email": []},
    "programme_desk.talk_new": {"title_es": ["Leer un plano"], "day": [""], "starts": [], "ends": []},
    "questions.question_edit": {"condition": [""], "on_badge": [], "sensitive": []},
    "questions.question_new": {"condition": [""], "sensitive": []},
    "registration.registration_new": {"ally_code": []},
    "registration_desk.registration_new": {"ally_code": [], "email": [], "given_names": ["Otra"]},
    "setup.category_edit": {"quota": []},
    "setup.category_new": {"code": ["clave"]},
    "setup.copy_new": {"slug": ["foro-copia"]},
    "setup.table_update": {"first": ["90"], "last": ["95"]},
}
NOTHING_TO_SHOW = {"badges.fresh_symbol_show", "checkin_hubs_api.roster_show", "companies.logo_show", "static"}
NOTHING_TO_SHOW |= {"companies.partner_logo_show"}  # no ally of the demo has a logo
NOTHING_TO_SHOW |= {"programme.photo_show"}  # nor a speaker a portrait
NOTHING_TO_SHOW |= {"certificates.certificate_show"}  # the token of the world is of a registration
NOTHING_TO_SHOW |= {"badges.link_apple_pass_show", "badges.link_google_pass_show"}  # no keys for wallets
# What everybody may be refused all the same, and why: it depends on the hour, and on what was sent before.
REFUSED = {
    "accounts.password_sign_in_new": "nobody has that password",
    "arco_desk.answer_create": "they prove who they are afterwards",
    "badge_desk.counter_show": "no badge has that code",
    "badges.kiosk_show": "no badge has that code",
    "badge_desk.template_logo_edit": "there is no file",
    "companies.affiliation_list": "nobody has that code",
    "companies.ally_member_list": "no company has that RFC",
    "companies.logo_edit": "there is no file",
    "delegations.sheet_new": "there is no sheet",
    "walkins.walk_in_edit": "the code was not reserved",
    "imports.batch_new": "there is no sheet",
    "companies.member_delete": "the last administrator stays",
    "programme_desk.photo_edit": "there is no file",
    "programme_desk.speaker_edit": "the person has another address by now",
    "exhibitors.review_stand_edit": "the stand is taken",
    "exhibitors.stand_edit": "the stand is approved",
    "matchmaking.coordinated_drawing_edit": "there is no file: the buyer took the drawing away before",
    "matchmaking.coordinated_load_new": "there is no sheet",
    "matchmaking.coordinated_requirement_new": "the buyer was removed before",
    "matchmaking.load_new": "there is no sheet",
    "meetings.buyer_delete": "the agenda was handed to a colleague before",
    "meetings.acceptance_create": "the slot is taken",
    "meetings.companion_create": "who could come cannot at that hour, or the meeting was cancelled before",
    "meetings.counter_new": "as it stands it proposes what was asked for",
    "meetings.move_create": "the meeting was cancelled before",
    "meetings.offer_new": "an answer before took the last free hour of the buyer",
    "meetings.table_swap_new": "nobody is chosen as it stands",
    "meetings.table_edit": "the buyer was removed before",
    "meetings.table_sheet_create": "there is no sheet",
    "floor.own_scan_new": "no badge has that code",
    "floor.scan_create": "no badge has that code",
    "registration_desk.offer_edit": "the date as it stands has passed",
    "registration_desk.offer_new": "no place is free",
    "second_step.app_new": "nobody has the app",
    "outcomes.link_outcome_update": "the buyer answered on their own page before",
    "outcomes.spoken_update": "the desk wrote down before that somebody did not come",
    "second_step.passkey_new": "no browser made a passkey",
    "timetable.draft_meeting_edit": "an answer before took the first free slot",
    "messages.schedule_new": "the message was sent before, and the date as it stands has passed",
}


def searches(form: Form) -> Iterator[dict[str, list[str]]]:
    """What is asked for: each field alone, then all of them."""
    yield from ({key: value} for key, value in form.fields.items())
    yield form.fields


@pytest.mark.parametrize("world", ["postgres"], indirect=True)
def test_postgres_answers_every_page_search_and_form(world: World) -> None:
    opened, taken, refused, broken = set(), set(), set(), []
    for role in ROLES:
        client, pages = world.clients[role], list(pages_for(world, role))
        opened |= {rule.endpoint for rule, page in pages if page.status_code in {200, 302}}
        answers = [page for _rule, page in pages]
        for form in forms_on(world, answers, "get"):
            answers += [client.get(form.action, query_string=wanted) for wanted in searches(form)]
        for form in forms_on(world, answers):
            endpoint = endpoint_of(world, form)
            answer = client.post(form.action, data={**form.fields, **SOUND.get(endpoint, {})})
            answers.append(answer)
            (refused if answer.status_code == 422 else taken).add(endpoint)
        broken += [(role, answer.request.url) for answer in answers if answer.status_code >= 500]
    assert broken == []
    pages = {rule.endpoint for rule in rules(world, "GET") if not rule.endpoint.startswith("api.")}  # with a key alone
    assert pages - opened == NOTHING_TO_SHOW
    assert sorted(refused - taken - set(REFUSED)) == []
