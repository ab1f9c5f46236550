"""Every form of every page, sent from one and the same state: filled in, once more, and left blank."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from benchmarks.pages.acting import Stage, posting
from benchmarks.pages.addresses import local
from benchmarks.pages.filling import blank, filled
from benchmarks.pages.reading import Form, Page, plain
from benchmarks.pages.world import column

MOST = 2
"""Of the forms of one person that go to the same rule with the same fields, so many are sent."""
SCAN = {"id": "7d2b6f6e-0b0c-4c93-8ad6-0f1e2d3c4b5a", "device": "d", "scanned_at": "2026-09-09T15:30:00+00:00"}


class Battery:
    """The forms of one person's pages."""

    def __init__(self, stage: Stage, who: str, restore: Callable[[], None], *, state: str = "") -> None:
        self.stage, self.who, self.restore, self.state = stage, who, restore, state
        self.sent: defaultdict[object, set[str]] = defaultdict(set)

    def fire(self, pages: dict[str, Page]) -> None:
        """Send each of the forms."""
        for address, page in pages.items():
            for form in posting(page.forms, address, None):
                action = local(form.action, address) or address
                rule = self.stage.map.rule_of(action, "POST")
                taken = self.sent[rule, tuple(sorted({name for name, _kind, _value in form.fields}))]
                if rule is not None and action not in taken and len(taken) < MOST:
                    taken.add(action)
                    self._send(action, form, address, rule)

    def _send(self, action: str, form: Form, page: str, rule: str) -> None:
        self._one("filled", action, filled(form), page, rule)
        self._one("again", action, filled(form), page, rule)
        self.restore()
        if form.in_place:
            self._one("in place", action, filled(form), page, rule, fragment=True)
            self._one("in place again", action, filled(form), page, rule, fragment=True)
            self.restore()
            self._one("in place, blank", action, blank(form), page, rule, fragment=True)
            self.restore()
        if any(kind not in {"hidden", "submit", "button"} for _name, kind, _value in form.fields):
            for language in ("es", "en"):
                self._one("blank", action, blank(form), page, rule, language=language)
            self.restore()

    def _one(
        self, how: str, action: str, data: Any, page: str, rule: str, *, language: str = "es", fragment: bool = False
    ) -> None:
        self.stage.told = self.stage.one("SELECT max(id) FROM outgoing_mail") or 0
        browser = self.stage.people[self.who]
        answer = self.stage.world.ask(
            browser, action, language=language, data=data, fragment=fragment, referrer=page, follow=True
        )
        key = f"{language} {self.who} POST {plain(action)} from {plain(urlsplit(page).path)} {how}{self.state}"
        while key in self.stage.recording.entries:
            key += "+"
        self.stage.recording.keep_answer(key, answer, rule=rule, address=action, done=True)
        self.stage.record_mails(key)

    def late(self, pages: dict[str, Page], *starts: str) -> None:
        """Send forms of pages that were opened before something changed, to rules that start so."""
        for address, page in pages.items():
            for form in posting(page.forms, address, None):
                action = local(form.action, address) or address
                rule = self.stage.map.rule_of(action, "POST")
                if rule is not None and rule.startswith(starts) and not self.sent[rule, None]:
                    self.sent[rule, None].add(action)
                    self._one("filled", action, filled(form), address, rule)
                    self.restore()

    def strangers(self) -> None:
        """Every address that changes something, with nothing in the request: who may, and who may not."""
        for rule in self.stage.map.of("POST"):
            for address in self.stage.map.filled(rule)[:1]:
                answer = self.stage.world.ask(self.stage.people[self.who], address, data={})
                to = plain(answer.location or "")
                key = f"es {self.who} POST {plain(address)} empty"
                self.stage.recording.keep(key, rule=rule.rule, status=answer.status_code, to=to)
                self.restore()

    def scans(self, address: str) -> None:
        """What the door says to each kind of code."""
        codes = column(self.stage.world.rows("SELECT code FROM badge ORDER BY id LIMIT 3"))
        codes += column(
            self.stage.world.rows("SELECT code FROM badge WHERE revoked_at IS NOT NULL ORDER BY id LIMIT 2")
        )
        for number, code in enumerate([*codes, "ABCDEFGHJKMNPQRSTVWX", "no es un código"]):
            for language in ("es", "en"):
                body = {**SCAN, "code": code, "method": "camera"}
                answer = self.stage.world.ask(self.stage.people[self.who], address, json=body, language=language)
                rule = self.stage.map.rule_of(address, "POST") or "none"
                key = f"{language} {self.who} POST {address} scan {number}"
                self.stage.recording.keep_answer(key, answer, rule=rule, address=address)
            self.restore()
