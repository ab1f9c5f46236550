"""Legal forms, postal codes, states, certificates and the catalogue of processes."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.companies.errors import PostalCodeWrong
from forum.companies.rules.catalogue import CATALOGUE, catalogue_processes
from forum.companies.rules.certificates import (
    STANDARD_BY_CODE,
    STANDARDS,
    CertificateState,
    StandardKind,
    certificate_state,
    standard_name,
)
from forum.companies.rules.names import LEGAL_FORMS, WRITTEN_OUT, name_key, strip_legal_suffix
from forum.companies.rules.places import STATES, parse_postal_code
from forum.core.search import fold, words

TODAY = date(2026, 9, 9)


@pytest.mark.parametrize(
    ("typed", "name", "form"),
    [
        ("Maquinados del Bajío, S.A. de C.V.", "Maquinados del Bajío", "S.A. de C.V."),
        ("MAQUINADOS DEL BAJIO SA DE CV", "MAQUINADOS DEL BAJIO", "S.A. de C.V."),
        ("Maquinados del  Bajío S. A.  de C. V.", "Maquinados del Bajío", "S.A. de C.V."),
        ("Foo S,A, de C,V,", "Foo", "S.A. de C.V."),
        ("Acme S. de R.L. de C.V.", "Acme", "S. de R.L. de C.V."),
        ("acme s de rl de cv", "acme", "S. de R.L. de C.V."),
        ("Acme S. de R.L.", "Acme", "S. de R.L."),
        ("Acme, S.A.P.I. DE C.V.", "Acme", "S.A.P.I. de C.V."),
        ("Acme SAPI de CV", "Acme", "S.A.P.I. de C.V."),
        ("Acme, S.A.S.", "Acme", "S.A.S."),
        ("Instituto del Plástico, A.C.", "Instituto del Plástico", "A.C."),
        ("Peña & Ñáñez - S.C.", "Peña & Ñáñez", "S.C."),
        ("Hijos de J. Cía., S. en C. por A.", "Hijos de J. Cía.", "S. en C. por A."),
        ("Rancho S.P.R. de R.L. de C.V.", "Rancho", "S.P.R. de R.L. de C.V."),
        ("Foo, Sociedad Anónima de Capital Variable.", "Foo", "S.A. de C.V."),
        ("Foo SOCIEDAD DE RESPONSABILIDAD LIMITADA DE CAPITAL VARIABLE", "Foo", "S. de R.L. de C.V."),
        ("Casa de C V", "Casa de C V", None),
        ("Grupo Asa", "Grupo Asa", None),
        ("Motores S.A. de León", "Motores S.A. de León", None),
        ("S.A. de C.V.", "S.A. de C.V.", None),
        ("Straßen GmbH", "Straßen GmbH", None),
        ("", "", None),
    ],
)
def test_the_legal_form_is_removed_from_the_name(typed: str, name: str, form: str | None) -> None:
    assert strip_legal_suffix(typed) == (name, form)


@pytest.mark.parametrize("form", LEGAL_FORMS)
@pytest.mark.parametrize("between", [" ", ", ", ","])
def test_every_form_is_recognised_however_it_is_typed(form: str, between: str) -> None:
    ways = (form, form.upper(), form.replace(".", ""), form.lower().replace(".", ". "))
    assert {strip_legal_suffix(f"Aceros Ñ{between}{way}") for way in ways} == {("Aceros Ñ", form)}


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Kōwa Harness", "KOWA-HARNESS, S.A. de C.V.", True),
        ("T.I.S.A. Troquelados", "Tisa troquelados", True),
        ("Aceros Ñandú", "ACEROS  NANDU S de RL", True),
        ("Aceros Ñandú", "Aceros Ñandú del Bajío", False),
        ("S.A. de C.V.", "", False),
    ],
)
def test_spellings_of_one_name_are_the_same(one: str, other: str, is_same: bool) -> None:
    assert (name_key(one) == name_key(other)) is is_same


@pytest.mark.parametrize(("words", "form"), WRITTEN_OUT.items())
def test_every_form_is_recognised_written_out(words: str, form: str) -> None:
    assert strip_legal_suffix(f"Aceros Ñ, {words.upper()}") == ("Aceros Ñ", form)


@given(st.text(max_size=60))
def test_a_name_never_disappears(text: str) -> None:
    name, _ = strip_legal_suffix(text)
    assert bool(name) is bool(text.split())


@pytest.mark.parametrize("typed", ["01000", "37500", " 37 500 "])
def test_a_postal_code_is_five_digits_as_text(typed: str) -> None:
    assert parse_postal_code(typed) == typed.replace(" ", "")


@pytest.mark.parametrize("typed", ["", "1000", "375000", "00100", "3750O", "３７５００", "٣٧٥٠٠"])
def test_other_texts_are_refused_as_postal_codes(typed: str) -> None:
    with pytest.raises(PostalCodeWrong):
        parse_postal_code(typed)


def test_there_are_32_states_in_alphabetical_order() -> None:
    assert len(STATES) == 32
    assert list(STATES.values()) == sorted(STATES.values(), key=fold)
    assert STATES["GUA"] == "Guanajuato"


@pytest.mark.parametrize(
    ("days", "in_process", "has_evidence", "state"),
    [
        (91, False, True, CertificateState.VALID),
        (90, False, True, CertificateState.EXPIRING),
        (1, False, True, CertificateState.EXPIRING),
        (0, False, True, CertificateState.EXPIRING),
        (-1, False, True, CertificateState.EXPIRED),
        (-1, False, False, CertificateState.EXPIRED),
        (-1, True, True, CertificateState.IN_PROCESS),
        (91, True, True, CertificateState.VALID),
        (91, False, False, CertificateState.DECLARED),
        (10, False, False, CertificateState.DECLARED),
        (None, True, False, CertificateState.IN_PROCESS),
        (None, False, True, CertificateState.VALID),
        (None, False, False, CertificateState.DECLARED),
    ],
)
def test_the_state_of_a_certificate(
    days: int | None, in_process: bool, has_evidence: bool, state: CertificateState
) -> None:
    until = None if days is None else TODAY + timedelta(days=days)
    found = certificate_state(valid_until=until, in_process=in_process, has_evidence=has_evidence, today=TODAY)
    assert found is state


def test_the_standards_and_their_kinds() -> None:
    assert [standard.name for standard in STANDARDS] == [
        "IATF 16949",
        "ISO 9001",
        "VDA 6.3",
        "CQI-9",
        "CQI-11",
        "CQI-12",
        "CQI-15",
        "CQI-23",
        "CQI-27",
        "ISO/IEC 17025",
        "MMOG/LE",
        "CTPAT",
        "OEA",
        "ISO 14001",
        "ISO 45001",
        "ISO 50001",
        "Industria Limpia",
        "TISAX",
        "ISO/IEC 27001",
        "EcoVadis",
        "ESR",
        "REPSE",
    ]
    assert len(STANDARD_BY_CODE) == len(STANDARDS)
    assert {standard.kind for standard in STANDARDS} == set(StandardKind)
    assert [standard_name(code) for code in ("iatf-16949", "unlisted")] == ["IATF 16949", "unlisted"]


def test_the_catalogue_has_no_code_or_name_twice() -> None:
    codes = [family.code for family in CATALOGUE] + [process.code for _, process in catalogue_processes()]
    assert [code for code, count in Counter(codes).items() if count > 1] == []
    for names in ([p.name_es for _, p in catalogue_processes()], [p.name_en for _, p in catalogue_processes()]):
        assert [name for name, count in Counter(map(fold, names)).items() if count > 1] == []
    assert all(p.name_es and p.name_en and p.synonyms_es and p.synonyms_en for _, p in catalogue_processes())


def test_processes_have_the_english_names_of_the_trade() -> None:
    english = {process.name_es: process.name_en for _, process in catalogue_processes()}
    words = ["Estampado progresivo", "Troquelado fino", "Arneses", "Dispositivos y gauges", "Sorteo y retrabajo"]
    assert [english[word] for word in words] == [
        "Progressive stamping",
        "Fine blanking",
        "Wiring harnesses",
        "Fixtures and gauges",
        "Sorting and rework",
    ]


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("forja", {"forging-steel", "forging-aluminum"}),
        ("tratamiento termico", {"heat-quench-temper", "heat-carburizing", "heat-nitriding", "heat-induction"}),
        ("e-coat", {"surface-e-coat", "surface-phosphating", "surface-painting"}),
        ("montacargas", {"forklifts"}),
        ("electroerosion", {"machining-edm"}),
        ("reciclaje", {"waste"}),
    ],
)
def test_a_search_word_finds_the_processes_it_names(word: str, codes: set[str]) -> None:
    texts = {p.code: fold(f"{p.name_es} {p.name_en} {p.synonyms}") for _, p in catalogue_processes()}
    found = {code for code, text in texts.items() if all(part in text for part in words(word))}
    assert found == codes


def test_only_the_last_family_is_indirect() -> None:
    assert [(family.code, family.direct, len(family.processes)) for family in CATALOGUE] == [
        ("metal", True, 28),
        ("treatment", True, 10),
        ("plastic", True, 9),
        ("electric", True, 5),
        ("tooling", True, 4),
        ("assembly", True, 3),
        ("material", True, 4),
        ("indirect", False, 24),
    ]
