"""Many workers bring calendars up to date at once: each invitation is sent once, with a number of its own."""

import threading
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import select

from forum.agenda.models import CalendarInvitation
from forum.agenda.service import send_invitations
from forum.core.clock import utc_now
from forum.core.database import session
from forum.mail.models import OutgoingMail
from forum.matchmaking.enums import Side
from forum.meetings.service import move_meeting
from tests.builders.agendas import Desk
from tests.builders.editions import an_edition

THREADS = 8


def test_each_invitation_is_sent_once(own_app: Flask) -> None:
    with own_app.app_context():
        desk = Desk(an_edition(), 5)
        meetings = [desk.meet(slot, supplier=f"Forjas {slot.id}") for slot in desk.slots[:3]]
        by, slot_id, moved = desk.buyer.person_id, desk.slots[4].id, meetings[0].id
    barrier = threading.Barrier(THREADS)

    def send(_number: int) -> int:
        with own_app.app_context():
            barrier.wait()
            return send_invitations(now=utc_now())

    with ThreadPoolExecutor(THREADS) as pool:
        first = sum(pool.map(send, range(THREADS)))
        with own_app.app_context():
            move_meeting(moved, slot_id=slot_id, side=Side.BUYER, by=by, now=utc_now())
        second = sum(pool.map(send, range(THREADS)))

    with own_app.app_context():
        waiting = session().scalars(select(OutgoingMail.batch).where(OutgoingMail.message == "agenda/invitation")).all()
        sequences = session().scalars(select(CalendarInvitation.sequence)).all()
    assert (first, second) == (3, 1)
    assert len(waiting) == len(set(waiting)) == 3
    assert sorted(sequences) == [0, 0, 1]
