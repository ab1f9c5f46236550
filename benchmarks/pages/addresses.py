"""Which addresses there are: every rule of the program with ids that exist, and what its pages lead to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from benchmarks.pages.reading import Page
from benchmarks.pages.world import ORIGIN, World, column

TABLES = {
    "run_id": "print_run",
    "staff_id": "staff_member",
    "request_id": "meeting_request",
    "grant_id": "role_grant",
    "session_id": "sign_in_session",
    "mail_id": "outgoing_mail",
    "invitation_id": "company_invitation",
    "draft_id": "timetable_draft",
}
"""The tables of ids that are not called after them."""
KINDS = ("status", "kind", "role", "message")
"""Columns whose every value is worth a page."""
MOST_KINDS = 24
NOWHERE = 999_999
ASKED_ONCE = ("/language/", "/theme/", "/static/")
MOST_FOUND = 4
"""Of the addresses of one rule that pages lead to, so many are asked for, per person."""
MOST_ASKED = 2
"""The same for addresses that ask the same questions (`?status=…`)."""
WORDS = {"q": "ma", "page": "2"}
BESIDES = {
    "/<edition_slug>/companies/advice": (
        "rfc=MAB9307148T4", "rfc=XX", "rfc=", "legal_name=ACEROS EL 9, S.A. DE C.V.", "legal_name=ACEROS",
    ),
}  # fmt: skip
"""Questions no link of a page asks."""


@dataclass
class Map:
    """The rules of the program and the ids to fill them with."""

    world: World
    slug: str
    tokens: Mapping[str, str] = field(default_factory=dict)
    """Tokens by the start of the addresses they open."""

    @cached_property
    def rules(self) -> list[Rule]:
        """Every address, in the order of its text."""
        return sorted(self.world.app.url_map.iter_rules(), key=lambda rule: (rule.rule, sorted(rule.methods or ())))

    def of(self, method: str) -> list[Rule]:
        """The addresses that take a method."""
        return [rule for rule in self.rules if method in (rule.methods or ()) and not rule.rule.startswith("/static")]

    def rule_of(self, address: str, method: str = "GET") -> str | None:
        """The rule an address belongs to, None where it is none of ours."""
        adapter = self.world.app.url_map.bind(urlsplit(ORIGIN).netloc, url_scheme="http")
        try:
            rule, _values = adapter.match(urlsplit(address).path, method=method, return_rule=True)
        except HTTPException:
            return None
        return str(rule.rule)

    def filled(self, rule: Rule) -> list[str]:
        """The addresses of a rule: one for each choice of ids."""
        built = [self._built(rule, {**values, "edition_slug": self.slug}) for values in self._values(rule)]
        return built + [f"{built[0]}?{question}" for question in BESIDES.get(rule.rule, ())]

    def _built(self, rule: Rule, values: Mapping[str, object]) -> str:
        tokens = [token for start, token in self.tokens.items() if rule.rule.startswith(start)]
        known = {"token": tokens[0] if tokens else "no-such.token", "language": "en", "theme": "dark", **values}
        address = rule.build({name: known[name] for name in rule.arguments}, append_unknown=False)
        assert address is not None
        return address[1]

    def _values(self, rule: Rule) -> Iterator[dict[str, object]]:
        ids = [name for name in rule.arguments if name.endswith("_id")]
        if not ids:
            yield {}
            return
        last = max(ids, key=lambda name: rule.rule.index(f":{name}>"))
        table = table_of(last)
        columns = self.world.columns(table)
        for number in self._ids(last):
            values: dict[str, object] = {last: number}
            for name in set(ids) - {last}:
                if name in columns:
                    values[name] = self.world.rows(f"SELECT {name} FROM {table} WHERE id = ?", number)[0][0]
                else:
                    values[name] = self._ids(name)[0]
            yield values
        yield dict.fromkeys(ids, NOWHERE)

    def _ids(self, name: str) -> list[int]:
        """The first two of a table, and the first of each kind."""
        table = table_of(name)
        numbers = column(self.world.rows(f"SELECT id FROM {table} ORDER BY id LIMIT 2"))
        for kind in sorted(set(KINDS) & set(self.world.columns(table))):
            numbers += column(
                self.world.rows(f"SELECT min(id) FROM {table} GROUP BY {kind} ORDER BY 1 LIMIT {MOST_KINDS}")
            )
        if not numbers:
            raise LookupError(f"{table} is empty: a journey has to bring a row of it about")
        return list(dict.fromkeys(numbers))


def table_of(name: str) -> str:
    """The table whose id an address calls so."""
    return TABLES.get(name, name.removesuffix("_id"))


def local(address: str, page: str) -> str | None:
    """An address of this site as its path and query, without the part after `#`; None for any other."""
    whole = urlsplit(urljoin(ORIGIN + page, address))
    if f"{whole.scheme}://{whole.netloc}" != ORIGIN:
        return None
    return whole.path + (f"?{whole.query}" if whole.query else "")


def found(page: Page, address: str) -> list[str]:
    """The addresses a page leads to: its links, and its searches with each of their choices."""
    leads = [local(link, address) for link in page.addresses]
    for form in page.forms:
        if form.method == "get":
            leads += [local(lead, address) for lead in _searches(form.action, form.fields)]
    return [lead for lead in dict.fromkeys(leads) if lead is not None and not lead.startswith(ASKED_ONCE)]


def _searches(action: str, fields: list[tuple[str, str, str]]) -> Iterator[str]:
    path = urlsplit(action).path
    for name, kind, value in fields:
        if kind.startswith(("option", "radio", "checkbox")) and value:
            yield f"{path}?{urlencode({name: value})}"
        elif kind in {"search", "text"}:
            yield f"{path}?{urlencode({name: WORDS.get(name, 'ma')})}"


class Chosen:
    """A few of the many addresses pages lead to."""

    def __init__(self, of: Map) -> None:
        self.of = of
        self.taken: defaultdict[object, int] = defaultdict(int)

    def few(self, leads: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Those worth asking for, with their rules."""
        for lead in leads:
            rule = self.of.rule_of(lead)
            if rule is None:
                continue
            questions = tuple(name for name, _value in parse_qsl(urlsplit(lead).query, keep_blank_values=True))
            if self.taken[rule, questions] < (MOST_ASKED if questions else MOST_FOUND):
                self.taken[rule, questions] += 1
                yield lead, rule
