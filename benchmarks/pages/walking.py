"""The walk: every address as each person, in both languages."""

from collections import deque
from dataclasses import dataclass, field

from benchmarks.pages.addresses import ASKED_ONCE, WORDS, Chosen, Map, found
from benchmarks.pages.entries import Recording
from benchmarks.pages.reading import Page, plain
from benchmarks.pages.world import LANGUAGES, Browser, World

REFUSED = {401, 403}
MOST_MISSED = 3
"""Things of a rule that are not there for somebody, after which the others are not asked for."""


@dataclass
class Walk:
    """One person's walk through an edition; `state` is the moment of the edition, where it is not the demo's own."""

    world: World
    recording: Recording
    map: Map
    browser: Browser
    state: str = ""
    languages: tuple[str, ...] = LANGUAGES
    pages: dict[str, Page] = field(default_factory=dict)
    """The pages seen, in Spanish, by their addresses."""
    seen: set[str] = field(default_factory=set)
    refused: set[tuple[str, int]] = field(default_factory=set)

    def everywhere(self) -> None:
        """Every rule with each of its ids, then what the pages lead to."""
        self.along("/")
        self._follow()

    def along(self, *starts: str, ids: bool = True) -> None:
        """Every rule that starts so, and no further; without `ids` those that need none."""
        for rule in self.map.of("GET"):
            if rule.rule.startswith(starts) and (ids or not rule.arguments - {"edition_slug", "token"}):
                missed = 0
                for address in self.map.filled(rule):
                    status = self._ask(address, rule.rule)
                    missed += status == 404
                    if status in REFUSED or missed == MOST_MISSED:
                        break

    def _follow(self) -> None:
        chosen, leads = Chosen(self.map), deque(self.pages)
        while leads:
            address = leads.popleft()
            for lead, rule in chosen.few(found(self.pages[address], address)):
                if lead not in self.seen:
                    self._ask(lead, rule)
                    if lead in self.pages:
                        leads.append(lead)

    def _ask(self, address: str, rule: str) -> int:
        """Ask for an address in both languages; returns the status, 401 for whoever is sent to sign in first.

        What is refused, and what is only a choice of a list, is asked for once more in Spanish alone.
        """
        self.seen.add(address)
        status = self._record(address, rule, self.languages[0])
        again = (rule, status) not in self.refused if status != 200 else "?" not in address
        if again and not address.startswith(ASKED_ONCE):
            for language in self.languages[1:]:
                self._record(address, rule, language)
        if status != 200:
            self.refused.add((rule, status))
        return status

    def _record(self, address: str, rule: str, language: str) -> int:
        answer = self.world.ask(self.browser, address, language=language)
        key = f"{language} {self.browser.name}{self.state} GET {plain(address)}"
        page = self.recording.keep_answer(key, answer, rule=rule, address=address)
        if page is not None and answer.status_code == 200 and language == self.languages[0]:
            self.pages[address] = page
            self._record_fragments(page, rule)
        return 401 if (answer.location or "").startswith("/sign-in") else answer.status_code

    def _record_fragments(self, page: Page, rule: str) -> None:
        """What htmx would fetch for this page."""
        for fragment in page.fragments:
            searches = any(form.action == fragment and form.method == "get" for form in page.forms)
            address = f"{fragment}?q={WORDS['q']}" if searches else fragment
            key = f"{self.languages[0]} {self.browser.name}{self.state} GET+HX {plain(address)}"
            if key not in self.recording.entries:
                answer = self.world.ask(self.browser, address, fragment=True)
                self.recording.keep_answer(key, answer, rule=self.map.rule_of(address) or rule, address=address)
