"""The programme of the demo edition: invented sessions on two days, published, and changed a little since."""

from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID

from sqlalchemy import select, update

from forum.accounts.models import Person
from forum.core.database import session
from forum.demo.attendance import add_attendance
from forum.demo.companies import DemoParticipant
from forum.demo.names import person_name
from forum.demo.sessions import COMPANIES, POSITIONS, ROOMS, SESSIONS, DemoSession
from forum.demo.world import ZONE, World
from forum.editions.enums import CategoryKind
from forum.editions.models import Category
from forum.programme.enums import SpeakerRole, TalkKind
from forum.programme.models import Choice, Room, Speaker, Talk, TalkSpeaker
from forum.programme.service import publish_programme
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration

PUBLISHED_BEFORE = timedelta(days=12)
SPEAKERS = 36
FULL, WAITING = 30, 3
"""Places of the workshop that everybody wants, and who waits for one."""
NOTE_ES = "Persona inventada para la demostración, con quince años en la industria automotriz del Bajío."
NOTE_EN = "Invented for the demonstration, with fifteen years in the automotive industry of the Bajío."


def add_programme(world: World, buyer: DemoParticipant, *, by: int) -> None:
    """Rooms, speakers and sessions; the version of some days ago, and a draft with two changes since."""
    random = Random(20261202)  # noqa: S311 - invented data; the others are drawn as before
    rooms = [
        world.rows.add(Room, edition_id=world.edition_id, name=name, capacity=capacity, hall_id=None)
        for name, capacity in ROOMS
    ]
    speakers = [_speaker(world, random, number) for number in range(SPEAKERS)]
    speakers.append(_known(world, buyer))
    talks = [_talk(world, random, each, rooms) for each in SESSIONS]
    following = 0
    for talk, each in zip(talks, SESSIONS, strict=True):
        names = [speakers[(following + number) % len(speakers)] for number in range(each.speakers)]
        following += each.speakers
        for position, speaker in enumerate(names, start=1):
            moderates = each.moderated and position == len(names)
            role = SpeakerRole.MODERATOR if moderates else SpeakerRole.SPEAKER
            world.rows.link(TalkSpeaker, talk_id=talk, speaker_id=speaker, role=role, position=position)
    world.rows.write()
    publish_programme(world.edition_id, agreed=None, by=by, now=world.now - PUBLISHED_BEFORE)
    _choose(world, talks)
    _change(world, talks, rooms, buyer_speaker=speakers[-1])
    add_attendance(world, by=by)


def _choose(world: World, talks: list[int]) -> None:
    """A workshop that is full, with some who wait, and a visitor with two sessions at the same hour."""
    uids = {talk.id: talk.uid for talk in session().scalars(select(Talk).where(Talk.id.in_(talks)))}
    query = select(Registration.id, Category.kind).join(Category, Category.id == Registration.category_id)
    query = query.where(Registration.edition_id == world.edition_id, Registration.status == RegistrationStatus.APPROVED)
    people = session().execute(query.order_by(Category.kind != CategoryKind.VISITOR, Registration.id)).all()
    ids = [row.id for row in people]
    for number, registration_id in enumerate(ids[1 : FULL + WAITING + 1], start=1):
        _add(world, uids[talks[4]], registration_id, place=number if number <= FULL else None, waits=number > FULL)
    for talk in (1, 3):
        _add(world, uids[talks[talk]], ids[0], place=None, waits=False)
    world.rows.write()


def _add(world: World, uid: str, registration_id: int, *, place: int | None, waits: bool) -> None:
    world.rows.add(
        Choice,
        edition_id=world.edition_id,
        talk_uid=uid,
        registration_id=registration_id,
        is_waiting=waits,
        place=place,
        chosen_at=world.now - timedelta(days=2),
    )


def _change(world: World, talks: list[int], rooms: list[int], *, buyer_speaker: int) -> None:
    """What was changed since: a session moved, another one in a larger room, a buyer joins a panel, one is new."""
    half = timedelta(minutes=30)
    moved = session().get_one(Talk, talks[-2])
    assert moved.starts_at is not None
    assert moved.ends_at is not None
    times = {"starts_at": moved.starts_at + half, "ends_at": moved.ends_at + half}
    session().execute(update(Talk).where(Talk.id == talks[-2]).values(**times))
    session().execute(update(Talk).where(Talk.id == talks[-6]).values(room_id=rooms[0]))
    world.rows.link(TalkSpeaker, talk_id=talks[1], speaker_id=buyer_speaker, role=SpeakerRole.SPEAKER, position=9)
    new = DemoSession(1, 0, 0, 0, TalkKind.TALK, "", "Charla por confirmar", "Talk to be confirmed", 0)
    _talk(world, Random(1), new, rooms, is_timed=False)  # noqa: S311 - invented data
    world.rows.write()


def _speaker(world: World, random: Random, number: int) -> int:
    return world.rows.add(
        Speaker,
        edition_id=world.edition_id,
        person_id=None,
        full_name=person_name(random).full,
        position=POSITIONS[number % len(POSITIONS)],
        company=COMPANIES[number % len(COMPANIES)],
        biography_es=NOTE_ES,
        biography_en=NOTE_EN,
        created_at=world.now,
    )


def _known(world: World, buyer: DemoParticipant) -> int:
    """A buyer of the edition, who has meetings too."""
    person = session().scalars(select(Person).where(Person.id == buyer.person_id)).one()
    return world.rows.add(
        Speaker,
        edition_id=world.edition_id,
        person_id=person.id,
        full_name=person.full_name,
        position="Gerente de Compras",
        company=buyer.name,
        biography_es=NOTE_ES,
        biography_en=NOTE_EN,
        created_at=world.now,
    )


def _talk(world: World, random: Random, each: DemoSession, rooms: list[int], *, is_timed: bool = True) -> int:
    date = world.days[each.day][1]
    starts_at = datetime.combine(date, time(*divmod(each.minute, 60)), tzinfo=ZONE)
    return world.rows.add(
        Talk,
        edition_id=world.edition_id,
        uid=str(UUID(int=random.getrandbits(128), version=4)),
        kind=each.kind,
        title_es=each.es,
        title_en=each.en,
        summary_es=each.summary_es,
        summary_en=each.summary_en,
        track=each.track,
        language=each.language,
        interpretation=each.interpretation,
        room_id=rooms[each.room] if is_timed else None,
        starts_at=starts_at if is_timed else None,
        ends_at=starts_at + timedelta(minutes=each.length) if is_timed else None,
        capacity=each.capacity,
        needs_registration=each.capacity is not None,
        created_at=world.now,
    )
