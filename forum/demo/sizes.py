"""Sizes of a demo edition."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, kw_only=True)
class Size:
    """Numbers of things in a demo edition.

    `requests_per_buyer` are sent on average before the agenda is planned, `open_requests` in total afterwards;
    `steps` of the timetable engine, so that every machine plans the same agenda.
    """

    name: str
    buyers: int
    suppliers: int
    exhibitors: int
    stands: int
    registrations: int
    requests_per_buyer: int
    opens: time
    closes: time
    visitors_inside: int
    open_requests: int
    steps: int


SMALL = Size(
    name="small",
    buyers=12,
    suppliers=60,
    exhibitors=24,
    stands=36,
    registrations=240,
    requests_per_buyer=5,
    opens=time(9),
    closes=time(18),
    visitors_inside=60,
    open_requests=40,
    steps=500_000,
)
FORO = Size(
    name="foro",
    buyers=250,
    suppliers=3_000,
    exhibitors=320,
    stands=360,
    registrations=15_000,
    requests_per_buyer=52,
    opens=time(8),
    closes=time(19),
    visitors_inside=4_000,
    open_requests=3_000,
    steps=20_000_000,
)
SIZES = {size.name: size for size in (SMALL, FORO)}
