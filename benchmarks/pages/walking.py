"""The walk: every address as each person, in both languages."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.pages.addresses import ASKED_ONCE, Chosen, Map, found
from benchmarks.pages.reading import Page, plain
from benchmarks.pages.record import Recording
from benchmarks.pages.world import LANGUAGES, Browser, World

REFUSED = {401, 403}


@dataclass
class Walk:
    """One person's walk through the demo."""

    world: World
    recording: Recording
    map: Map
    browser: Browser
    pages: dict[str, Page] = field(default_factory=dict)
    """The pages seen, in Spanish, by their addresses."""
    seen: set[str] = field(default_factory=set)
    chosen: Chosen = field(init=False)

    def __post_init__(self) -> None:
        self.chosen = Chosen(self.map)

    def everywhere(self, *, slug: str | None = None, starts: Iterable[str] = ("/",), ids: bool = True) -> None:
        """Every rule that starts so, with its ids, then what the pages lead to; without `ids`, rules without any."""
        for rule in self.map.of("GET"):
            if not rule.rule.startswith(tuple(starts)) or (not ids and rule.arguments - {"edition_slug", "token"}):
                continue
            for address in self.map.filled(rule, slug=slug):
                if self._ask(address, rule.rule) in REFUSED:
                    break
        leads = deque(self.pages)
        while leads:
            address = leads.popleft()
            for lead, rule_text in self.chosen.few(found(self.pages[address], address)):
                if lead not in self.seen and lead.startswith(self._reach(starts)):
                    self._ask(lead, rule_text)
                    if lead in self.pages:
                        leads.append(lead)

    def _reach(self, starts: Iterable[str]) -> tuple[str, ...]:
        return tuple(start.partition("<")[0] for start in starts)

    def _ask(self, address: str, rule: str) -> int:
        """Ask for an address in both languages; returns the status, 401 for whoever is sent to sign in first."""
        self.seen.add(address)
        status = 0
        for language in LANGUAGES:
            answer = self.world.ask(self.browser, address, language=language)
            key = f"{language} {self.browser.name} GET {plain(address)}"
            page = self.recording.keep_answer(key, answer, rule=rule, address=address)
            if language == LANGUAGES[0]:
                status = 401 if (answer.location or "").startswith("/sign-in") else answer.status_code
                if page is not None and status == 200:
                    self.pages[address] = page
                    self._fragments(page, rule)
            if status in REFUSED or address.startswith(ASKED_ONCE):
                break
        return status

    def _fragments(self, page: Page, rule: str) -> None:
        """What htmx would fetch for this page."""
        for address in page.fragments:
            key = f"{LANGUAGES[0]} {self.browser.name} GET+HX {plain(address)}"
            if key not in self.recording.entries:
                answer = self.world.ask(self.browser, address, fragment=True)
                where = self.map.rule_of(address) or rule
                self.recording.keep_answer(key, answer, rule=where, address=address)
