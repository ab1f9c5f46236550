"""Two recordings of the demo compared, and what is read of a page."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks.pages.comparing import Difference, differences, report
from benchmarks.pages.entries import TOOL, Recording, read
from benchmarks.pages.filling import blank, filled
from benchmarks.pages.reading import Form, plain, read_page

RULE = "/<edition_slug>/team"
HOME = ["Equipo", "Ir al contenido", "Ana"]


def entry(**parts: Any) -> dict[str, Any]:
    return {"rule": RULE, "status": 200, "text": HOME, **parts}


def test_the_same_has_no_difference() -> None:
    assert differences({"a": entry()}, {"a": entry()}) == []
    assert report([]) == "No difference."


def test_one_change_on_many_pages_is_told_once() -> None:
    before = {f"es GET /{n}": entry(text=[*HOME, f"Página {n}"]) for n in range(400)}
    after = {key: entry(text=["Equipo", "Al contenido", *each["text"][2:]]) for key, each in before.items()}
    found = differences(before, after)
    assert found == [Difference("text", ("Ir al contenido",), ("Al contenido",), tuple(sorted(before)))]
    assert report(found).splitlines() == [
        "text: 400 times, e.g. es GET /0 | es GET /1 | es GET /10",
        "  - Ir al contenido",
        "  + Al contenido",
        "",
        "1 differences in 400 entries: 1 of text.",
    ]


@pytest.mark.parametrize(
    ("parts", "change"),
    [
        ({"status": 404}, ("status", ("200",), ("404",))),
        ({"to": "/sign-in"}, ("to", (), ("/sign-in",))),
        ({"text": HOME[:2]}, ("text", ("Ana",), ())),
        ({"text": ["Equipo", "Nuevo", *HOME[1:]]}, ("text", (), ("Nuevo",))),
        ({"links": ["a / · Inicio"]}, ("links", (), ("a / · Inicio",))),
    ],
)
def test_a_change_is_told_by_its_part(parts: dict[str, Any], change: tuple[object, ...]) -> None:
    assert differences({"a": entry()}, {"a": entry(**parts)}) == [Difference(*change, ("a",))]  # type: ignore[arg-type]


def test_addresses_that_went_and_came_are_told_by_their_rule() -> None:
    before, after = {"a": entry(), "b": entry()}, {"a": entry(), "c": entry(), "d": entry()}
    assert differences(before, after) == [
        Difference("new", (), (RULE,), ("c", "d")),
        Difference("no longer there", (RULE,), (), ("b",)),
    ]


def test_a_recording_is_read_as_it_was_written(tmp_path: Path) -> None:
    recording = Recording()
    recording.keep("a", rule=RULE, status=200, text=HOME)
    recording.keep("b", rule=RULE, status=200, text=HOME[::-1])
    for name in ("x.json", "x.json.gz"):
        recording.write(tmp_path / name)
        assert read(tmp_path / name) == (TOOL, {"a": entry(), "b": entry(text=HOME[::-1])})


PAGE = """
<body class="b  a" id=top><main><h1>Equipo <em>&amp; más</em></h1>
<a href="/r/WzEsIngiXQ.2Wcq0vQvjX1f1Qm0yq3iM0lL0bM?x=1">Su
 <b>enlace</b></a><script>if (a < b) {}</script>
<form action="/x" method="post" hx-post="/x"><input type="hidden" name="csrf_token" value="z"><input name="q" required
 maxlength="3"><select name="s"><option value="">Elija</option><option value="1" selected>Uno</option></select>
<textarea name="t">
Dos</textarea><input type="checkbox" name="c" value="y"><button name="go" value="1">Ir</button></form></main></body>"""


def test_a_page_is_read_by_text_links_and_look() -> None:
    page = read_page(PAGE, "/p")
    assert page.text == ["Equipo & más", "Su enlace", "Ir"]
    assert page.links == [
        "a /r/<signed 1 …>?x=1 · Su enlace",
        "form hx-post /x",
        "form post /x",
        "  input text q = '' required",
        "  select select s = ''",
        "    option '' · Elija",
        "    option chosen '1' · Uno",
        "  textarea textarea t = ''",
        "    'Dos'",
        "  input checkbox c = 'y'",
        "  button button go = '1'",
    ]
    assert page.look == ['body class="b a" id="top"']


def test_a_form_is_filled_in_and_left_blank() -> None:
    form = read_page(PAGE, "/p").forms[0]
    assert (form.action, form.method, form.in_place) == ("/x", "post", True)
    assert filled(form, q="ñ", other="no") == {"q": ["ñ"], "s": ["1"], "t": ["Dos"], "c": ["y"], "go": ["1"]}
    assert blank(form) == {"q": [""], "s": [""], "t": [""], "go": ["1"]}
    assert filled(Form("/", "post", fields=[("s", "option chosen", ""), ("s", "option", "2")])) == {"s": ["2"]}


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("/static/dist/app-EMXROQ3T.css", "/static/dist/app.css"),
        ("webcal://localhost/calendar/c8_boWxQYdDUo0HncfWDZwgmd0DjlbYw.ics", "webcal://localhost/calendar/<token>.ics"),
        ("UID:7d2b6f6e-0b0c-4c93-8ad6-0f1e2d3c4b5a@foro", "UID:<uuid>@foro"),
        ("Aceros 1.2 de www.example.mx", "Aceros 1.2 de www.example.mx"),
    ],
)
def test_what_differs_each_time_is_left_out(text: str, same: str) -> None:
    assert plain(text) == same
