"""The badge desk: print runs, a person found, a badge reissued."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.badges.models import Badge, PrintedBadge, PrintRun
from forum.badges.queries import badge_of
from forum.badges.rules import grouped_code
from forum.badges.service import revoke_badges
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Edition
from forum.registration.models import Registration
from tests.builders.badges import a_desk_clerk, somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person
from tests.builders.registrations import a_registration

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
    values = {"category": "0", "which": "unprinted", "layout": "a6", **choice}
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

    answer = desk.post(f"/{edition.slug}/badges", data={"category": "0", "which": "unprinted", "layout": "a4-4"})

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

    assert len(statements) == 5  # edition, who asks, run, order, badges


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
    assert len(statements) == 4  # edition, who asks, counts, runs


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


def test_a_reissue_shows_the_new_code_and_the_history(desk: FlaskClient, edition: Edition) -> None:
    registration, old = somebody_with_badge(a_category(edition))
    address = f"/{edition.slug}/badges/{registration.id}"

    answer = desk.post(f"{address}/reissues", data={"reason": "Lo extravió"}, follow_redirects=True)

    new = badge_of(registration.id)
    assert new is not None
    assert [answer.text.count(grouped_code(code)) for code in (old.code, new.code)] == [1, 1]
    assert [answer.text.count(text) for text in ("Lo extravió", "· Rosa Ibarra", "Repusimos el gafete.")] == [1, 1, 1]


def test_a_reissue_without_reason_is_refused_at_its_field(desk: FlaskClient, edition: Edition) -> None:
    registration, old = somebody_with_badge(a_category(edition))

    answer = desk.post(f"/{edition.slug}/badges/{registration.id}/reissues", data={"reason": " "})

    assert answer.status_code == 422
    assert "Escriba por qué se repone el gafete." in answer.text
    assert badge_of(registration.id) == old


def test_a_reissue_without_a_valid_badge_is_refused(desk: FlaskClient, edition: Edition) -> None:
    registration, _ = somebody_with_badge(a_category(edition))
    with atomic():
        revoke_badges(registration.id, now=utc_now())

    answer = desk.post(f"/{edition.slug}/badges/{registration.id}/reissues", data={"reason": "Lo extravió"})

    assert answer.status_code == 422
    assert badge_of(registration.id) is None


def test_the_desk_prints_one_badge_on_a6(desk: FlaskClient, edition: Edition, words_of: Words) -> None:
    registration, badge = somebody_with_badge(a_category(edition))

    (page,) = words_of(desk.get(f"/{edition.slug}/badges/{registration.id}/badge.pdf").data)

    assert page.count(badge.code) == 1


def test_a_person_without_a_badge_has_nothing_to_print_or_reissue(desk: FlaskClient, edition: Edition) -> None:
    registration = a_registration(a_category(edition))
    address = f"/{edition.slug}/badges/{registration.id}"

    page, pdf = desk.get(address), desk.get(f"{address}/badge.pdf")

    assert [page.text.count(text) for text in ("Esta persona no ha tenido gafete", "Motivo de la reposición")] == [1, 0]
    assert pdf.status_code == 303
