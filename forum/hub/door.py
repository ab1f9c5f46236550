"""What the hub answers to phones while the centre is away: scans, and the roster."""

from base64 import b64decode
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from forum.checkin.enums import Told
from forum.checkin.errors import ScanIdTaken
from forum.checkin.rules import ScanInput, local_day
from forum.checkin.transfer import read_scan
from forum.core.errors import NotFound
from forum.core.incoming import LARGEST
from forum.hub.deciding import AskedScan, HubDecision, decide_scan, learnt
from forum.hub.relay import Relay
from forum.hub.roster import HubRoster
from forum.hub.values import HubAnswer, JournalScan, sealed_body


class NoData(Exception):
    """The hub has nothing to answer with: it never reached the centre, or its key has ended."""


@dataclass(frozen=True, slots=True)
class PhoneScan:
    """A scan as a phone sent it, to one gate."""

    gate_id: int
    body: dict[str, Any]


@dataclass
class HubDoor:
    """Answers for the centre, on what the relay keeps."""

    relay: Relay

    def answer(self, scan: PhoneScan, *, steward: str) -> HubAnswer:
        """Answer a scan; it is in the journal when this returns. One sent again is answered as before.

        Raises:
            NoData: there is nothing to decide on.
            NotFound: there is no such gate.
            ScanIdTaken: the id is of a scan at another gate.
            ScanNotUnderstood: it is no scan.
        """
        roster = self._roster()
        read = read_scan(scan.body, text_of=lambda body: body.get("code", ""))
        if roster.gate(scan.gate_id) is None:
            raise NotFound
        asked = self._asked(scan, read)
        with self.relay.lock:
            before = self.relay.journal.find(read.scan_id)
            if before is not None and before.gate_id != scan.gate_id:
                raise ScanIdTaken
            if before is not None:
                decision = self._as_before(before, asked, roster)
            else:
                decision = decide_scan(asked, roster=roster, presences=self.relay.presences)
                self._write(scan, asked, decision, steward=steward, roster=roster)
        return self._in_full(asked, decision, roster)

    def learn(self, scan: PhoneScan, answer: dict[str, Any]) -> None:
        """Remember who the centre let in or out through this hub, until the centre itself tells it."""
        roster = self.relay.roster
        text = scan.body.get("code")
        if roster is None or not isinstance(text, str):
            return
        asked = AskedScan(
            id=str(scan.body.get("id")), gate_id=scan.gate_id, text=text, leaves=False, moment=self.relay.now()
        )
        known = learnt(answer, scan=asked, roster=roster)
        if known is not None:
            self.relay.presences.add(*known, roster=roster)

    def roster_file(self, since: datetime | None) -> bytes:
        """The roster for a phone: all of the hub's copy, unless its data are as new; with what went through the hub.

        `now` in its head is of when the data are, `clock` is the present moment on the centre's clock.

        Raises:
            NoData: there is none.
        """
        roster, now = self._roster(), self.relay.now()
        whole = since is None or since < roster.at
        own = self.relay.presences.entries(roster, day=local_day(now, roster.time_zone))
        gone = {"entries", "ways", "seal"}
        head = {name: value for name, value in roster.head.items() if name not in gone}
        clock = round(now.timestamp() * 1000)
        listed = [*roster.entries.values(), *own] if whole else own
        return roster.write(head={**head, "full": whole, "clock": clock}, entries=listed, with_records=whole)

    def _roster(self) -> HubRoster:
        if self.relay.roster is None or self.relay.is_ended:
            raise NoData
        return self.relay.roster

    def _asked(self, scan: PhoneScan, read: ScanInput) -> AskedScan:
        text = scan.body.get("code") if read.registration_id is None else None
        return AskedScan(
            id=read.scan_id,
            gate_id=scan.gate_id,
            text=text if isinstance(text, str) else None,
            leaves=read.leaves,
            moment=self._moment(read),
            told=read.told,
        )

    def _moment(self, read: ScanInput) -> datetime:
        """When a badge was read, on the centre's clock: by the phone's own offset, or as long ago as it kept it."""
        now = self.relay.now()
        if read.told is not None and read.clock_offset_ms is not None:
            return min(read.scanned_at + timedelta(milliseconds=read.clock_offset_ms), now)
        kept = (read.sent_at or read.scanned_at) - read.scanned_at
        return now - max(kept, timedelta())

    def _write(
        self, scan: PhoneScan, asked: AskedScan, decision: HubDecision, *, steward: str, roster: HubRoster
    ) -> None:
        record = decision.record
        written = JournalScan(
            id=asked.id,
            gate_id=asked.gate_id,
            area_id=decision.area_id,
            steward=steward,
            body=self._body(scan, asked, decision, roster),
            moment=asked.moment,
            leaves=decision.leaves,
            told=decision.told,
            reason=decision.reason,
            number=None if record is None else record.number,
            movement=decision.movement,
        )
        self.relay.journal.add([written])
        if record is not None and decision.movement is not None:
            whose = (record.number, decision.area_id)
            self.relay.presences.add(whose, decision.movement, roster=roster)

    def _body(self, scan: PhoneScan, asked: AskedScan, decision: HubDecision, roster: HubRoster) -> dict[str, Any]:
        """What the centre is sent: as the phone sent it, and what was told, on which data, by which clock."""
        told: dict[str, Any] = {"told": decision.told.value, "gate": asked.gate_id}
        if "data_at" not in scan.body and asked.told is None:
            told["data_at"] = roster.at.isoformat()
        if "offset_ms" not in scan.body:
            behind = asked.moment - datetime.fromisoformat(scan.body["scanned_at"])
            milliseconds = round(behind / timedelta(milliseconds=1))
            told |= {"offset_ms": milliseconds} if abs(milliseconds) <= LARGEST else {}
        body = {name: value for name, value in scan.body.items() if name not in {"sent_at", "steward"}}
        body["id"] = asked.id
        return {**sealed_body(body, key=b64decode(roster.head["seal"])), **told}

    def _as_before(self, before: JournalScan, asked: AskedScan, roster: HubRoster) -> HubDecision:
        again = decide_scan(
            replace(asked, moment=before.moment, told=before.told), roster=roster, presences=self.relay.presences
        )
        return replace(again, told=before.told, reason=before.reason, movement=None)

    def _in_full(self, asked: AskedScan, decision: HubDecision, roster: HubRoster) -> HubAnswer:
        day = local_day(asked.moment, roster.time_zone)
        record, before, gate = decision.record, decision.before, roster.gate(asked.gate_id) or {}
        presences = self.relay.presences
        is_again = decision.told in {Told.ALREADY_INSIDE, Told.ONLY_ONCE}
        since_gate = roster.gate(before.first.gate_id) if before is not None else None
        return HubAnswer(
            scan_id=asked.id,
            told=decision.told,
            reason=decision.reason,
            revoked_for=record.revoked_for if record is not None else None,
            name=record.name if record is not None else "",
            organisation=record.organisation if record is not None else "",
            category=roster.category(record.category_id) if record is not None else None,
            since=before.first.at if before is not None and is_again else None,
            since_gate=since_gate["name"] if since_gate is not None and is_again else "",
            gate=gate.get("name", ""),
            count=presences.entries_at(roster, asked.gate_id, day=day),
            was_told=asked.told is not None,
        )
