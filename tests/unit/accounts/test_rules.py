"""Rules of accounts."""

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest

from forum.accounts.enums import Role
from forum.accounts.errors import (
    InvalidEmail,
    LastOrganiser,
    PasswordGuessable,
    PasswordIsEmail,
    PasswordTooLong,
    PasswordTooShort,
)
from forum.accounts.rules import (
    PERMISSIONS,
    browser_name,
    ensure_organiser_remains,
    ensure_organisers_remain,
    ensure_password,
    is_fresh,
    is_live,
    may,
    may_somewhere,
    normalise_email,
)

NOW = datetime(2026, 9, 9, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ana.Munoz@Empresa.MX ", "ana.munoz@empresa.mx"),
        ("ana@peña.mx", "ana@xn--pea-8ma.mx"),
        ("compras@demo.test", "compras@demo.test"),
        ("\u200eana@empresa.mx\u200b", "ana@empresa.mx"),
        ("\ufeffana@empresa.mx", "ana@empresa.mx"),
        ("ａna@ｅmpresa.mx", "ana@empresa.mx"),
    ],
)
def test_an_address_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert normalise_email(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "ana", "ana@", "@x.mx", "ana@x", "ana@x.mx\nBcc: b@x.mx", "a b@x.mx", "ñ@x.mx", "ana@localhost"]
)
def test_what_no_mail_can_reach_is_no_address(typed: str) -> None:
    with pytest.raises(InvalidEmail):
        normalise_email(typed)


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("123456789", PasswordTooShort),
        ("x" * 201, PasswordTooLong),
        ("ana.munoz@empresa.mx", PasswordIsEmail),
        ("ANA.MUNOZ.G", PasswordIsEmail),
    ],
)
def test_a_weak_password_is_refused_by_name(password: str, refusal: type[Exception]) -> None:
    email = "ana.munoz.g@empresa.mx" if password.isupper() else "ana.munoz@empresa.mx"
    with pytest.raises(refusal):
        ensure_password(password, email=email)


@pytest.mark.parametrize(
    "password",
    [
        "1234567890", "password123", "Password123", "ｐａｓｓｗｏｒｄ１２３", "qwertyuiop", "aaaaaaaaaaaa",
        "contraseña1", "contrasen\u0303a1", "foro2026foro", "Proveeduría2026", "ana.munoz2026", "munoz-empresa-26",
    ],
)  # fmt: skip
def test_what_everybody_tries_first_is_no_password(password: str) -> None:
    with pytest.raises(PasswordGuessable):
        ensure_password(password, email="ana.munoz@empresa.mx")


@pytest.mark.parametrize(
    "password", ["w4rp-tq9zl", "mi foro favorito del año", "azul tornillo lunes", "888kq!w2ñ9z", "ñ8#kT!" * 5 + "x"]
)
def test_ten_characters_nobody_guesses_are_a_password(password: str) -> None:
    ensure_password(password, email="ana@empresa.mx")


def test_a_link_lives_until_it_is_used_or_expires() -> None:
    assert is_live(NOW + timedelta(seconds=1), used_at=None, now=NOW) is True
    assert is_live(NOW, used_at=None, now=NOW) is False
    assert is_live(NOW + timedelta(seconds=1), used_at=NOW, now=NOW) is False


def test_a_sign_in_is_fresh_for_fifteen_minutes() -> None:
    assert is_fresh(NOW - timedelta(minutes=15), now=NOW) is True
    assert is_fresh(NOW - timedelta(minutes=15, seconds=1), now=NOW) is False


@pytest.mark.parametrize(
    ("grants", "leaving", "everywhere", "is_refused"),
    [
        ([(1, 7)], 1, False, True),
        ([(1, 7), (2, 7)], 1, False, False),
        ([(1, 7), (2, None)], 1, False, False),
        ([(1, 7), (2, None)], 2, True, True),
        ([(1, None), (2, None)], 2, True, False),
        ([(1, None)], 1, True, True),
    ],
)
def test_somebody_is_left_to_organise(
    grants: list[tuple[int, int | None]], leaving: int, everywhere: bool, is_refused: bool
) -> None:
    if is_refused:
        with pytest.raises(LastOrganiser):
            ensure_organiser_remains(grants, leaving=leaving, everywhere=everywhere)
    else:
        ensure_organiser_remains(grants, leaving=leaving, everywhere=everywhere)


@pytest.mark.parametrize(
    ("grants", "is_refused"),
    [
        ([(1, None)], True),
        ([(1, None), (2, None)], False),
        ([(1, None), (2, 7)], True),
        ([(1, 7), (2, None)], False),
        ([(1, 7), (2, 8)], True),
        ([(1, 7), (2, 7)], False),
        ([(2, None)], False),
        ([], False),
    ],
)
def test_closing_an_account_leaves_an_organiser(grants: list[tuple[int, int | None]], is_refused: bool) -> None:
    with pytest.raises(LastOrganiser) if is_refused else nullcontext():
        ensure_organisers_remain(grants, leaving=1)


@pytest.mark.parametrize(
    ("grants", "edition", "answer"),
    [
        ([(7, Role.GATE_STEWARD)], 7, True),
        ([(7, Role.GATE_STEWARD)], 8, False),
        ([(7, Role.GATE_STEWARD)], None, False),
        ([(7, Role.ORGANISER), (8, Role.ORGANISER)], None, False),
        ([(None, Role.ORGANISER)], 8, True),
        ([(None, Role.ORGANISER)], None, True),
        ([(8, Role.BUYER)], 8, False),
    ],
)
def test_a_permission_holds_where_its_role_does(
    grants: list[tuple[int | None, Role]], edition: int | None, answer: bool
) -> None:
    assert may(grants, "checkin.scan", edition) is answer


@pytest.mark.parametrize(
    ("grants", "answer"),
    [
        ([], False),
        ([(7, Role.BUYER)], False),
        ([(7, Role.GATE_STEWARD)], True),
        ([(None, Role.ORGANISER)], True),
    ],
)
def test_a_role_in_one_edition_is_enough_somewhere(grants: list[tuple[int | None, Role]], answer: bool) -> None:
    assert may_somewhere(grants, "checkin.scan") is answer


def test_each_role_carries_these_permissions_and_no_more() -> None:
    assert {
        Role.ORGANISER: {
            "accounts.grant", "badges.print", "checkin.scan", "checkin.supervise", "dashboard.view", "editions.edit",
            "exhibitors.review", "floor.work", "imports.make", "mail.read", "meetings.coordinate", "messages.send",
            "privacy.manage", "programme.edit", "registration.review",
        },
        Role.COORDINATOR: {"dashboard.view", "floor.work", "meetings.coordinate"},
        Role.COMMITTEE: {"dashboard.view", "programme.edit"},
        Role.VIEWER: {"dashboard.view"},
        Role.GATE_STEWARD: {"checkin.scan"},
        Role.GATE_SUPERVISOR: {"checkin.scan", "checkin.supervise"},
        Role.REGISTRATION_DESK: {"badges.print", "checkin.scan", "registration.review"},
        Role.FLOOR_DESK: {"dashboard.view", "floor.work"},
    } == PERMISSIONS  # fmt: skip


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Linux; Android 14; SM-A146M) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0 Mobile "
            "Safari/537.36",
            "Chrome · Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1 Version/17.5 Mobile/1 Safari/604",
            "Safari · iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/129.0 Safari/537.36 Edg/129.0", "Edge · Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox · Linux"),
        ("curl/8.5", ""),
    ],
)
def test_a_browser_is_called_as_people_call_it(agent: str, name: str) -> None:
    assert browser_name(agent) == name
