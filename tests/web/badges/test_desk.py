"""The badge desk: print runs, a person found, a badge reissued."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from forum.accounts.service import update_person
from forum.badges.models import Badge, PrintedBadge, PrintRun
from forum.badges.queries import badge_of
from forum.badges.rules import grouped_code
from forum.badges.service import revoke_badges
from forum.badges.views.desk import MOST_NAMED
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.names import PersonName
from forum.editions.models import Edition
from forum.registration.models import Registration
from tests.builders.badges import a_desk_clerk, somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.meetings import a_buyer
from tests.builders.people import a_person
from tests.builders.registrations import a_registration, link_of

Words = Callable[[bytes], list[str]]

pytestmark = pytest.mark.both_engines  # which badges are printed, and in which order: tested by these pages alone


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition()


@pytest.fixture
def desk(client: FlaskClient, edition: Edition) -> FlaskClient:
    """The browser of the registration desk."""
    a_desk_clerk(client, edition)
    return client


def print_badges(client: FlaskClient, edition: Edition, **choice: object) -> PrintRun:
    values = {"category": "0", "which": "unprepared", "layout": "a6", **choice}
    answer = client.post(f"/{edition.slug}/badges", data=values)
    assert answer.status_code == 302, answer.text
    return session().scalars(select(PrintRun).order_by(PrintRun.id.desc()).limit(1)).one()


def printed(run: PrintRun) -> list[int]:
    query = select(PrintedBadge.badge_id).where(PrintedBadge.run_id == run.id).order_by(PrintedBadge.badge_id)
    return list(session().scalars(query))


def named(edition_category: object, *names: str) -> list[tuple[Registration, Badge]]:
    return [somebody_with_badge(edition_category, a_person(first_surname=name)) for name in names]  # type: ignore[arg-type]


def test_a_run_takes_every_badge_not_printed_yet(desk: FlaskClient, edition: Edition) -> None:
    category = a_category(edition)
    first = named(category, "Ibarra", "Zea")
    assert printed(print_badges(desk, edition)) == [badge.id for _, badge in first]

    ((_, third),) = named(category, "Lara")

    assert printed(print_badges(desk, edition)) == [third.id]
    assert printed(print_badges(desk, edition, which="all")) == [*(badge.id for _, badge in first), third.id]


def test_a_run_takes_only_badges_of_its_category_and_edition(desk: FlaskClient, edition: Edition) -> None:
    press, visitors = a_category(edition), a_category(edition)
    ((_, badge),) = named(press, "Ibarra")
    named(visitors, "Zea")
    named(a_category(an_edition()), "Lara")

    run = print_badges(desk, edition, category=str(press.id))

    assert (printed(run), run.badges, run.layout, run.edition_id) == ([badge.id], 1, "a6", edition.id)


def test_a_run_leaves_out_cancelled_registrations(desk: FlaskClient, edition: Edition) -> None:
    (stays, goes) = named(a_category(edition), "Ibarra", "Zea")
    with atomic():
        revoke_badges(goes[0].id, now=utc_now())

    assert printed(print_badges(desk, edition)) == [stays[1].id]


def test_a_run_without_badges_is_refused_and_the_form_keeps_its_choices(desk: FlaskClient, edition: Edition) -> None:
    named(a_category(edition), "Ibarra")
    print_badges(desk, edition)

    answer = desk.post(f"/{edition.slug}/badges", data={"category": "0", "which": "unprepared", "layout": "a4-4"})

    assert answer.status_code == 422
    assert answer.text.count("Ningún gafete coincide con lo que eligió") == 1
    assert 'checked class="choice__box" id="layout-1"' in answer.text or 'value="a4-4"' in answer.text
    assert session().scalars(select(PrintRun.badges)).all() == [1]


def test_a_category_of_another_edition_is_refused(desk: FlaskClient, edition: Edition) -> None:
    other = a_category(an_edition())
    values = {"category": str(other.id), "which": "all", "layout": "a6"}

    assert desk.post(f"/{edition.slug}/badges", data=values).status_code == 422


def test_the_pdf_is_in_order_of_category_and_surname_with_ene_after_n(
    desk: FlaskClient, edition: Edition, words_of: Words
) -> None:
    last, first = a_category(edition, position=2), a_category(edition, position=1)
    names = ["Ñandú", "nuño", "Nzoa", "Álvarez", "Alvarado"]
    named(last, *names)
    named(first, "Zea")
    run = print_badges(desk, edition)

    answer = desk.get(f"/{edition.slug}/badges/print-runs/{run.id}.pdf")

    pages = words_of(answer.data)
    order = ["Zea", "Alvarado", "Álvarez", "nuño", "Nzoa", "Ñandú"]
    assert [next(name for name in order if name in page) for page in pages] == order
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="gafetes-{edition.slug}-{run.id}.pdf"'
    assert "Content-Length" not in answer.headers  # sent while it is written


def test_a_badge_revoked_after_the_run_is_not_in_the_pdf(desk: FlaskClient, edition: Edition, words_of: Words) -> None:
    goes, stays = named(a_category(edition), "Ibarra", "Zea")
    run = print_badges(desk, edition)
    with atomic():
        revoke_badges(goes[0].id, now=utc_now())

    (page,) = words_of(desk.get(f"/{edition.slug}/badges/print-runs/{run.id}.pdf").data)

    assert stays[1].code in page
    with atomic():
        revoke_badges(stays[0].id, now=utc_now())
    assert desk.get(f"/{edition.slug}/badges/print-runs/{run.id}.pdf").status_code == 303


@pytest.mark.parametrize("count", [1, 3])
def test_the_pdf_takes_the_same_statements_for_one_and_three(
    desk: FlaskClient, edition: Edition, statements: list[str], count: int
) -> None:
    named(a_category(edition), *["Ibarra", "Zea", "Lara"][:count])
    run = print_badges(desk, edition)
    statements.clear()

    assert desk.get(f"/{edition.slug}/badges/print-runs/{run.id}.pdf").data[:5] == b"%PDF-"

    # edition, asker, run, templates, logo, days of categories, bins, contents, the log of hand-overs, badges
    assert len(statements) == 10


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_statements_for_one_and_three(
    desk: FlaskClient, edition: Edition, statements: list[str], count: int
) -> None:
    for name in ["Ibarra", "Zea", "Lara"][:count]:
        named(a_category(edition), name)
        print_badges(desk, edition)
    statements.clear()

    answer = desk.get(f"/{edition.slug}/badges")

    assert (answer.status_code, answer.text.count(">PDF<")) == (200, count)
    assert len(statements) == 7  # edition, who asks, counts, bins, badges with unusual characters, runs, their marks


def test_a_person_is_found_by_name_or_organisation_without_accents(desk: FlaskClient, edition: Edition) -> None:
    registration, _ = somebody_with_badge(
        a_category(edition), a_person(given_names="Sofía", first_surname="Muñoz"), organisation="Forjas León"
    )
    named(a_category(edition), "Zea")

    found = desk.get(f"/{edition.slug}/badges?q=munoz+forjas", headers={"HX-Request": "true"})
    nobody = desk.get(f"/{edition.slug}/badges?q=nadie", headers={"HX-Request": "true"})

    assert found.text.count("<tr") == 2
    assert f'href="/{edition.slug}/badges/{registration.id}"' in found.text
    assert "No encontramos personas con esa búsqueda" in nobody.text
    assert "<html" not in found.text
    assert desk.get(f"/{edition.slug}/badges?q=munoz").text.count("Sofía Muñoz") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_takes_one_statement_for_one_and_three(
    desk: FlaskClient, edition: Edition, statements: list[str], count: int
) -> None:
    named(a_category(edition), *["Ibarra"] * count)
    statements.clear()

    found = desk.get(f"/{edition.slug}/badges?q=ibarra", headers={"HX-Request": "true"})

    assert found.text.count("<tr") == count + 1
    assert len(statements) == 3  # edition, who asks, people


def reissue(desk: FlaskClient, address: str, badge: Badge | None, reason: str = "Lo extravió") -> TestResponse:
    """Press the button of a page that showed this badge."""
    named = {} if badge is None else {"badge": badge.id}
    return desk.post(f"{address}/reissues", data={**named, "reason": reason}, follow_redirects=True)


def test_a_reissue_pressed_twice_makes_one_badge(desk: FlaskClient, edition: Edition) -> None:
    registration, old = somebody_with_badge(a_category(edition))
    address = f"/{edition.slug}/badges/{registration.id}"
    assert f'name="badge" value="{old.id}"' in desk.get(address).text

    reissue(desk, address, old)
    again = reissue(desk, address, old)

    assert again.status_code == 422
    assert "Este gafete ya fue repuesto o cancelado. Revise cuál es el vigente." in again.text
    assert 'value="Lo extravió"' in again.text
    assert session().scalar(select(func.count()).select_from(Badge)) == 2
    new = badge_of(registration.id)
    assert reissue(desk, address, new).status_code == 200


def test_a_reissue_names_a_badge_and_one_of_that_person(desk: FlaskClient, edition: Edition) -> None:
    category = a_category(edition)
    (registration, badge), (_, other) = somebody_with_badge(category), somebody_with_badge(category)
    for named in (other, None):
        assert reissue(desk, f"/{edition.slug}/badges/{registration.id}", named).status_code == 422
    session().rollback()
    assert badge_of(registration.id) == badge
    assert session().scalar(select(func.count()).select_from(Badge)) == 2


def test_a_reissue_shows_the_new_code_and_the_history(desk: FlaskClient, edition: Edition) -> None:
    registration, old = somebody_with_badge(a_category(edition))
    address = f"/{edition.slug}/badges/{registration.id}"

    answer = reissue(desk, address, old)

    new = badge_of(registration.id)
    assert new is not None
    assert [answer.text.count(grouped_code(code)) for code in (old.code, new.code)] == [1, 1]
    assert [answer.text.count(text) for text in ("Lo extravió", "· Rosa Ibarra", "Repusimos el gafete.")] == [1, 1, 1]


def test_a_reissue_without_reason_is_refused_at_its_field(desk: FlaskClient, edition: Edition) -> None:
    registration, old = somebody_with_badge(a_category(edition))

    answer = reissue(desk, f"/{edition.slug}/badges/{registration.id}", old, reason=" ")

    assert answer.status_code == 422
    assert "Escriba por qué se repone el gafete." in answer.text
    assert badge_of(registration.id) == old


def test_a_reissue_without_a_valid_badge_is_refused(desk: FlaskClient, edition: Edition) -> None:
    registration, badge = somebody_with_badge(a_category(edition))
    with atomic():
        revoke_badges(registration.id, now=utc_now())

    answer = reissue(desk, f"/{edition.slug}/badges/{registration.id}", badge)

    assert answer.status_code == 422
    assert "Este gafete ya fue repuesto o cancelado." in answer.text
    assert badge_of(registration.id) is None


def test_the_desk_prints_one_badge_on_a6(desk: FlaskClient, edition: Edition, words_of: Words) -> None:
    registration, badge = somebody_with_badge(a_category(edition))

    (page,) = words_of(desk.get(f"/{edition.slug}/badges/{registration.id}/badge.pdf").data)

    assert page.count(badge.code) == 1


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_badge_of_one_person_is_the_same_on_every_print(
    desk: FlaskClient, edition: Edition, words_of: Words, language: str
) -> None:
    registration, badge = somebody_with_badge(a_category(edition), a_person(language=language))
    run = print_badges(desk, edition)

    (single,) = words_of(desk.get(f"/{edition.slug}/badges/{registration.id}/badge.pdf").data)
    (batch,) = words_of(desk.get(f"/{edition.slug}/badges/print-runs/{run.id}.pdf").data)
    (at_home,) = words_of(desk.get(f"{link_of(registration)}/badge.pdf").data)

    assert single == batch
    assert [single.count("VISITANTE"), single.count("Visitor"), single.count(badge.code)] == [1, 1, 1]
    assert at_home.count(single) == 2


def test_a_buyer_who_needs_an_interpreter_says_so_on_the_badge(
    desk: FlaskClient, edition: Edition, words_of: Words
) -> None:
    with_one, without = a_person(), a_person()
    a_buyer(edition, person=with_one, interpreter="ja")
    a_buyer(edition, person=without)
    a_buyer(an_edition(), person=without, interpreter="de")  # another year's
    category = a_category(edition)
    badges = [somebody_with_badge(category, person)[1] for person in (with_one, without)]

    pages = words_of(desk.get(f"/{edition.slug}/badges/print-runs/{print_badges(desk, edition).id}.pdf").data)

    said = {badge.code: page.count("Intérprete:japonés") for badge in badges for page in pages if badge.code in page}
    assert (said, "Intérprete:alemán" in "".join(pages)) == ({badges[0].code: 1, badges[1].code: 0}, False)


def test_the_page_names_who_has_letters_or_pictures_that_are_not_printed(desk: FlaskClient, edition: Edition) -> None:
    category = a_category(edition)
    car, _ = somebody_with_badge(category, a_person(given_names="Ana 🚗", first_surname="Luna"), organisation="Tornos")
    georgian, _ = somebody_with_badge(category, a_person(first_surname="Zea"), organisation="თბილისი")
    for name in ("Íñigo Ñandú", "Nguyễn", "Дмитрий", "محمد", "山田太郎"):  # all of these are printed
        somebody_with_badge(category, a_person(given_names=name))
    somebody_with_badge(a_category(an_edition()), a_person(given_names="Eva 🎉"))
    a_registration(category, a_person(given_names="Sin gafete 🎉"))

    page = desk.get(f"/{edition.slug}/badges").text

    told = page.split("2 gafetes no se pueden imprimir como están escritos")[1].split("</table>")[0]
    links = [f'href="/{edition.slug}/badges/{registration.id}"' for registration in (car, georgian)]
    assert [told.count(text) for text in (*links, "Tornos", ">🚗<", ">თ ბ ი ლ ს<")] == [1, 1, 1, 1, 1]
    assert told.count("<tr") == 3
    assert (
        "2 badges cannot be printed as they are written"
        in desk.get(f"/{edition.slug}/badges", headers={"Accept-Language": "en"}).text
    )


def test_what_cannot_be_printed_is_looked_for_again_once_something_changed(
    desk: FlaskClient, edition: Edition, statements: list[str]
) -> None:
    ((registration, _badge),) = named(a_category(edition), "Luna 🚗")
    address = f"/{edition.slug}/badges"

    def told() -> tuple[bool, int]:
        statements.clear()
        return ">🚗<" in desk.get(address).text, len(statements)

    assert [told(), told()] == [(True, 7), (True, 6)]
    update_person(registration.person_id, name=PersonName("Ana", "Luna", None), language="es", now=utc_now())
    assert [told(), told()] == [(False, 7), (False, 6)]


def test_the_page_says_nothing_where_everything_is_printed(desk: FlaskClient, edition: Edition) -> None:
    named(a_category(edition), "Muñoz", "Жуков")
    assert "no se puede imprimir" not in desk.get(f"/{edition.slug}/badges").text


def test_of_many_badges_the_first_are_named_and_the_others_counted(desk: FlaskClient, edition: Edition) -> None:
    category = a_category(edition)
    for _ in range(MOST_NAMED + 1):
        somebody_with_badge(category, a_person(given_names="Ana 🚗"))

    page = desk.get(f"/{edition.slug}/badges").text

    assert [page.count(">🚗<"), page.count("Y 1 gafete más.")] == [MOST_NAMED, 1]


def test_a_person_without_a_badge_has_nothing_to_print_or_reissue(desk: FlaskClient, edition: Edition) -> None:
    registration = a_registration(a_category(edition))
    address = f"/{edition.slug}/badges/{registration.id}"

    page, pdf = desk.get(address), desk.get(f"{address}/badge.pdf")

    assert [page.text.count(text) for text in ("Esta persona no ha tenido gafete", "Motivo de la reposición")] == [1, 0]
    assert pdf.status_code == 303
