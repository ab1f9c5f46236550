"""Acting: forms filled in and sent, and the mails that come of it read in both languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from werkzeug.test import TestResponse

from benchmarks.pages.addresses import Map, local
from benchmarks.pages.entries import Recording
from benchmarks.pages.filling import filled
from benchmarks.pages.reading import Form, plain, read_page
from benchmarks.pages.world import LANGUAGES, Browser, World, column

MAIL_READER = "organizador"
MOST_MAILS = 12
"""Of the mails one act makes, so many are read."""


@dataclass
class Stage:
    """The demo with everybody in it, and the recording of what they do."""

    world: World
    recording: Recording
    map: Map
    people: dict[str, Browser]
    links: dict[str, str] = field(default_factory=dict)
    """Addresses out of mails, by what they are."""
    steps: int = 0
    missing: list[str] = field(default_factory=list)
    told: int = 0
    """The last mail that is recorded."""

    def press(
        self, who: str, page: str, end: str = "", *, language: str = "es", nth: int = 0, **typed: str
    ) -> TestResponse | None:
        """Open a page, fill in the form whose address ends so, and send it. None where there is no such form."""
        shown = self.world.ask(self.people[who], page, language=language, follow=True)
        forms = list(posting(read_page(shown.text, page).forms, page, end))
        if nth >= len(forms):
            self._record_missing(who, page, end, shown)
            return None
        action = local(forms[nth].action, page) or page
        return self.send(who, action, filled(forms[nth], **typed), language=language, page=page)

    def send(
        self, who: str, address: str, data: Any = None, *, json: Any = None, language: str = "es", page: str = "",
    ) -> TestResponse:  # fmt: skip
        """Send something to an address, and record what comes of it."""
        self.steps += 1
        answer = self.world.ask(
            self.people[who], address, language=language, data=data, json=json, referrer=page or address, follow=True
        )
        rule = self.map.rule_of(address, "POST") or "none"
        key = f"step {self.steps:03} {language} {who} POST {plain(address)}"
        self.recording.keep_answer(key, answer, rule=rule, address=address, done=True)
        self.record_mails(f"step {self.steps:03}")
        return answer

    def _record_missing(self, who: str, page: str, end: str, shown: TestResponse) -> None:
        self.steps += 1
        self.missing.append(f"{who} {page} {end} {shown.status_code}")
        key = f"step {self.steps:03} es {who} POST {plain(page)} … {end}"
        self.recording.keep(key, rule="none", status=f"no such form ({shown.status_code})")

    def record_mails(self, key: str) -> None:
        """Record the mails written since the last time, as each language has them."""
        rows = self.world.rows(
            "SELECT id, to_email, message, language FROM outgoing_mail WHERE id > ? ORDER BY id", self.told
        )
        reader = self.people[MAIL_READER]
        for number, (mail_id, address, message, spoken) in enumerate(rows[:MOST_MAILS], 1):
            for language in LANGUAGES:
                self.world.change(f"UPDATE outgoing_mail SET language = '{language}' WHERE id = {mail_id}")
                shown = self.world.ask(reader, f"/mail/{mail_id}")
                letter = self.world.ask(reader, f"/mail/{mail_id}/html")
                page, body = read_page(shown.text, "/mail"), read_page(letter.text, "/mail")
                self.recording.keep(
                    f"{key} mail {number} to {address} {language}",
                    rule=f"mail {message}", status=f"{shown.status_code} {letter.status_code}", language=spoken,
                    text=page.text, links=page.links, letter=body.text, letter_links=body.links,
                )  # fmt: skip
            self.world.change(f"UPDATE outgoing_mail SET language = '{spoken}' WHERE id = {mail_id}")
        self.told = rows[-1][0] if rows else self.told

    def link_in_mail(self, to: str, pattern: str) -> str:
        """The address of this site in the latest mail to somebody that looks so; `""` where there is none."""
        ids = column(self.world.rows("SELECT id FROM outgoing_mail WHERE to_email = ? ORDER BY id DESC LIMIT 5", to))
        for mail_id in ids:
            text = self.world.ask(self.people[MAIL_READER], f"/mail/{mail_id}").text
            found = re.search(rf'href="(http[^"]*?{pattern}[^"]*)"', text)
            if found:
                return urlsplit(found[1]).path
        return ""

    def sign_in_by_link(self, name: str, link: str) -> None:
        """Bring somebody in by the link of their mail."""
        browser = Browser(name)
        self.people[name] = browser
        page = self.world.ask(browser, link, follow=True)
        forms = list(posting(read_page(page.text, link).forms, link, ""))
        if not forms:
            self._record_missing(name, link, "", page)
            return
        answer = self.world.ask(browser, local(forms[0].action, link) or link, data=filled(forms[0]))
        browser.session = self.world.session_of(answer) or ""

    def one(self, query: str, *values: Any) -> Any:
        """The first value of the first row; 0 where there is none."""
        rows = self.world.rows(query, *values)
        return rows[0][0] if rows else 0


def posting(forms: list[Form], page: str, end: str | None) -> Iterator[Form]:
    """The forms that send to an address which ends so, or for `""` to the page itself, without those of the shell."""
    for form in forms:
        action = urlsplit(local(form.action, page) or "").path
        wanted = action == urlsplit(page).path if end == "" else action.endswith(end or "")
        if wanted and form.method == "post" and not action.startswith("/sign-out"):
            yield form
