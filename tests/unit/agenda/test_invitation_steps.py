"""What a calendar is sent next, for any life of a meeting: feed, database and last invitation say the same."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from forum.agenda.enums import InvitationMethod
from forum.agenda.rules import Sent, Step, next_steps

REQUEST, CANCEL = InvitationMethod.REQUEST, InvitationMethod.CANCEL


@dataclass
class Life:
    """One meeting of one person, the calendar programs of their mailboxes, and what is kept of them."""

    counted: int = 0
    place: int | None = 1
    words: int = 0
    comes: bool = True
    invited: bool = True
    address: str = "a@example.mx"
    sent: Sent | None = None
    calendars: dict[str, str | None] = field(default_factory=dict)
    seen: list[int] = field(default_factory=list)
    feed: list[tuple[int, str | None]] = field(default_factory=list)

    @property
    def digest(self) -> str | None:
        return f"{self.place}/{self.words}" if self.comes and self.place is not None else None

    def happen(self, what: str) -> None:
        getattr(self, what)()

    def move(self) -> None:
        if self.place is not None:
            self.place, self.counted = self.place % 3 + 1, self.counted + 1

    def move_and_back(self) -> None:
        self.counted += 2 if self.place is not None else 0

    def cancel(self) -> None:
        if self.place is not None:
            self.place, self.counted = None, self.counted + 1

    def restore(self) -> None:
        if self.place is None:
            self.place, self.counted = 1, self.counted + 1

    def reword(self) -> None:
        self.words += 1

    def rename_hall(self) -> None:
        self.words, self.counted = self.words + 1, self.counted + 1

    def leave(self) -> None:
        self.comes = False

    def come(self) -> None:
        self.comes = True

    def choose_feed(self) -> None:
        self.invited = False

    def choose_invitations(self) -> None:
        self.invited = True

    def readdress(self) -> None:
        self.address = "b@example.mx" if self.address.startswith("a") else "a@example.mx"

    def run(self) -> None:
        wanted = self.digest if self.invited else None
        stays = not self.invited and self.digest is not None
        steps = next_steps(self.sent, base=self.counted, digest=wanted, address=self.address, stays=stays)
        for step in steps:
            self.seen.append(step.sequence)
            self.calendars[step.address] = wanted if step.method is REQUEST else None
            self.sent = self.after(step, wanted)

    def after(self, step: Step, wanted: str | None) -> Sent:
        digest = (
            wanted if step.method is REQUEST and wanted is not None else "" if self.sent is None else self.sent.digest
        )
        return Sent(method=step.method, address=step.address, sequence=step.sequence, ahead=step.ahead, digest=digest)

    @property
    def shown(self) -> int:
        """The SEQUENCE that a feed shows."""
        return self.counted + (self.sent.ahead if self.sent else 0)


WHATS = (
    *("move", "move_and_back", "cancel", "restore", "reword", "rename_hall", "leave", "come", "choose_feed"),
    *("choose_invitations", "readdress"),
)
LIVES = st.lists(st.sampled_from([*WHATS, *["run"] * 6]), max_size=40)


@given(LIVES)
def test_the_last_invitation_is_what_stands_and_numbers_only_rise(whats: list[str]) -> None:
    life = Life()
    shown = life.shown
    for what in whats:
        life.happen(what)
        assert life.shown >= shown
        shown = life.shown
    life.run()
    assert life.seen == sorted(set(life.seen))
    expected = life.digest if life.invited else None
    assert life.calendars.get(life.address) == expected
    assert all(held is None for address, held in life.calendars.items() if address != life.address)
    before = list(life.seen)
    life.run()
    assert life.seen == before
    if life.sent is not None:
        assert life.shown >= life.sent.sequence


@given(LIVES)
def test_a_feed_after_an_invitation_goes_on_above_it(whats: list[str]) -> None:
    life = Life()
    for what in [*whats, "come", "restore", "choose_invitations", "run"]:
        life.happen(what)
    last = life.seen[-1]
    for what in ("choose_feed", "run"):
        life.happen(what)
    assert life.seen[-1] > last
    assert life.shown > life.seen[-1]
    now = life.shown
    life.happen("move")
    assert life.shown > now


def test_a_cancellation_goes_where_the_invitation_went() -> None:
    sent = Sent(method=REQUEST, address="old@example.mx", sequence=4, ahead=1, digest="x")
    [end, new] = next_steps(sent, base=3, digest="x", address="new@example.mx")
    assert (end.method, end.address, end.sequence) == (CANCEL, "old@example.mx", 5)
    assert (new.method, new.address, new.sequence) == (REQUEST, "new@example.mx", 6)
