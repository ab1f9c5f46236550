"""The relay: what the hub keeps up with the centre in the background. Nothing that a phone asks for waits for it."""

import json
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from forum.core.clock import utc_now
from forum.core.tokens import token_hash
from forum.hub.centre import Centre, CentreAnswer, CentreAway, Question
from forum.hub.journal import Journal, Verdict
from forum.hub.presences import Presences
from forum.hub.roster import HubRoster
from forum.hub.values import JournalScan

log = logging.getLogger("forum.hub")

PAUSE = 5.0
"""Seconds between two questions for what changed, as on a phone."""

SEND_PAUSE = 2.0
PROBE_PAUSE = 1.0
MOST_AT_ONCE = 50
WRITTEN_EVERY = 30.0
MISSED = 3
ROSTER_PATIENCE = 60.0
SEND_PATIENCE = 30.0
FINAL = frozenset({403, 404, 409, 422})
ENDED = 401
OWN_DAYS = timedelta(days=2)


@dataclass
class Relay:
    """The hub's copy, its journal and its clock, and the loops that keep them."""

    centre: Centre
    journal: Journal
    key: str
    file: Path
    roster: HubRoster | None = None
    presences: Presences = field(default_factory=Presences)
    is_ended: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)
    stopped: threading.Event = field(default_factory=threading.Event)
    _missed: int = 0
    _written: float = 0.0
    _behind: timedelta = timedelta()

    def load(self) -> None:
        """Take up what was kept: the copy, the clock, and what this hub answered in the last days."""
        noted = self.journal.noted("behind_ms")
        self._behind = timedelta(milliseconds=int(noted)) if noted else timedelta()
        self.is_ended = self.journal.noted("ended") == token_hash(self.key)
        if self.file.is_file() and not self.is_ended:
            with suppress(ValueError):
                self.roster = HubRoster.read(self.file.read_bytes())
        for scan in self.journal.since(self.now() - OWN_DAYS):
            if scan.movement is not None and scan.number is not None:
                self.presences.add((scan.number, scan.area_id), scan.movement)

    def start(self) -> None:
        """Start the loops; they end when `stopped` is set."""
        for work, pause in ((self.probe, PROBE_PAUSE), (self.take_roster, PAUSE), (self.send, SEND_PAUSE)):
            threading.Thread(target=self._loop, args=(work, pause), daemon=True).start()

    def _loop(self, work: Callable[[], object], pause: float) -> None:
        while not self.stopped.is_set():
            try:
                work()
            except CentreAway:
                pass
            except Exception:
                log.exception("the hub could not %s", work.__name__)
            self.stopped.wait(pause)

    def now(self) -> datetime:
        """The present moment on the centre's clock, as far as it is known."""
        return utc_now() + self._behind

    def probe(self) -> None:
        """Look for a centre that was away."""
        if self.centre.is_away or self.roster is None:
            self.centre.probe()

    def take_roster(self) -> None:
        """Ask the centre what changed.

        Raises:
            CentreAway: it does not answer.
        """
        known = self.roster is not None and self._missed < MISSED
        since = f"since={self.roster.head['now']}&" if known and self.roster is not None else ""
        waiting, refused = self.journal.count("waiting"), self.journal.count("refused")
        began = utc_now()
        path = f"/api/hub/roster?{since}unsent={waiting}&refused={refused}"
        answer = self._ask("GET", path, patience=ROSTER_PATIENCE)
        if answer.status != 200:
            return
        middle = began + (utc_now() - began) / 2
        self._take(answer.body, middle)

    def _take(self, body: bytes, middle: datetime) -> None:
        if self.roster is None:
            self.roster, is_changed = HubRoster.read(body), True
        else:
            is_changed = self.roster.merge(body)
        roster = self.roster
        self._missed = 0 if roster.is_whole else self._missed + 1
        if not roster.head["full"] or not self.journal.noted("behind_ms"):
            self._set_clock(roster.at - middle)
        if is_changed or time.monotonic() - self._written > WRITTEN_EVERY:
            self._written = time.monotonic()
            roster.save(self.file)

    def _set_clock(self, behind: timedelta) -> None:
        if abs(behind - self._behind) > timedelta(milliseconds=50) or not self.journal.noted("behind_ms"):
            self.journal.note("behind_ms", str(round(behind / timedelta(milliseconds=1))))
        self._behind = behind

    def send(self) -> int:
        """Send what waits, fifty at once, until nothing does; returns how many the centre has now.

        Raises:
            CentreAway: it does not answer; what it had not answered is sent again.
        """
        settled = 0
        while scans := self.journal.waiting(MOST_AT_ONCE):
            body = json.dumps({"scans": [self._sent(scan) for scan in scans]}).encode()
            answer = self._ask("POST", "/api/hub/scans", body=body, patience=SEND_PATIENCE)
            if answer.status != 200:
                return settled
            verdicts = _verdicts(scans, json.loads(answer.body)["answers"])
            self.journal.settle(verdicts)
            settled += len(verdicts)
            if len(verdicts) < len(scans):
                return settled
        return settled

    def _sent(self, scan: JournalScan) -> dict[str, Any]:
        """A scan as it is sent: when it was made, as its device would tell it now."""
        scanned = datetime.fromisoformat(scan.body["scanned_at"])
        sent_at = scanned + (self.now() - scan.moment)
        return {**scan.body, "steward": scan.steward, "sent_at": sent_at.astimezone(UTC).isoformat()}

    def _ask(self, method: str, path: str, *, body: bytes = b"", patience: float) -> CentreAnswer:
        headers = [
            ("Host", self.centre.address.netloc),
            ("Authorization", f"Bearer {self.key}"),
            ("Content-Type", "application/json"),
        ]
        answer = self.centre.ask(Question(method, path, headers, body, again=True), patience=patience)
        if answer.status == ENDED:
            self._end()
        elif self.is_ended and answer.status == 200:
            self.is_ended = False
            self.journal.note("ended", "")
        return answer

    def _end(self) -> None:
        """The centre does not take this key any more: forget what was kept but the scans."""
        self.is_ended, self.roster = True, None
        self.journal.note("ended", token_hash(self.key))
        self.journal.forget_sessions()
        self.file.unlink(missing_ok=True)


def _verdicts(scans: list[JournalScan], answers: list[dict[str, Any]]) -> list[Verdict]:
    """What is final: taken, or refused for good with the reason. Anything else may pass, and is sent again."""
    verdicts = []
    for scan, answer in zip(scans, answers, strict=True):
        status = answer.get("status")
        if status == 200:
            verdicts.append(Verdict(scan.id))
        elif status in FINAL:
            verdicts.append(Verdict(scan.id, str(answer.get("message") or status)))
    return verdicts
