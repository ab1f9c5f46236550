"""Small problems written by hand: people b1, s1, … whose wishes are named after them, and places in few letters."""

from dataclasses import replace
from typing import Any

from forum.scheduling.problem import Participant, Place, Problem, SeatSide, Slot, Table, Wish

ONE_HALL = tuple(Slot(day=day, starts=start, ends=start + 20) for day in (0, 1) for start in (540, 560, 600, 620))
"""Numbers 0 to 3 on the first day and 4 to 7 on the second; a pause of 20 minutes after two, in which is no slot."""
TABLES = (Table(id="1"), Table(id="2"), Table(id="3"), Table(id="4"))


def buyer(name: str, table: str | None = None, **more: Any) -> Participant:
    return Participant(id=name, side=SeatSide.BUYER, table=table, **more)


def supplier(name: str, **more: Any) -> Participant:
    return Participant(id=name, side=SeatSide.SUPPLIER, **more)


def wish(names: str, **more: Any) -> Wish:
    """Of the buyer and the supplier in its name: "b1-s1"."""
    asks, offers = names.split("-")
    return Wish(id=names, buyer=asks, supplier=offers, **more)


def problem(*wishes: Wish, **more: Any) -> Problem:
    """Buyers b1 at table 1, b2 at table 2, b3 and b4 without a table; suppliers s1 to s4."""
    people = {
        "participants": (
            *(buyer("b1", "1"), buyer("b2", "2"), buyer("b3"), buyer("b4")),
            *(supplier("s1"), supplier("s2"), supplier("s3"), supplier("s4")),
        ),
    }
    return Problem(**{"slots": ONE_HALL, "tables": TABLES, "wishes": wishes, **people, **more})


def changed(asked: Problem, name: str, **more: Any) -> Problem:
    """The problem with one participant changed."""
    people = tuple(replace(person, **more) if person.id == name else person for person in asked.participants)
    return replace(asked, participants=people)


def at(**places: str) -> dict[str, Place]:
    """Places by wish, `b1_s1="0/1"` for slot 0 and table 1."""
    return {
        name.replace("_", "-"): Place(slot=int(place.split("/")[0]), table=place.split("/")[1])
        for name, place in places.items()
    }


THREE = problem(wish("b1-s1"), wish("b1-s2"), wish("b2-s1"), wish("b3-s2"), wish("b4-s3"))
HELD = at(b1_s1="0/1", b1_s2="1/1", b2_s1="2/2", b3_s2="2/3", b4_s3="2/4")


# Two halls with slots of their own: 0 (A, 9:00), 1 (B, 9:10), 2 (A, 9:20), 3 (B, 9:30), 4 (A, 9:40), all 20 minutes.
TWO_HALLS = tuple(
    Slot(day=0, starts=540 + 10 * number, ends=560 + 10 * number, hall="AB"[number % 2]) for number in range(5)
)
APART = problem(
    wish("b1-s1"),
    wish("b2-s1"),
    wish("b3-s1"),
    slots=TWO_HALLS,
    tables=(Table(id="1", hall="A"), Table(id="2", hall="B"), Table(id="3", hall="A"), Table(id="4", hall="B")),
)
