"""One link, one person, one last organiser, one mail: however many try at once."""

from flask import Flask

from forum.accounts.enums import Role
from forum.accounts.errors import LastOrganiser, LinkSpent
from forum.accounts.models import Person, RoleGrant, SignInSession
from forum.accounts.queries import is_organised
from forum.accounts.service import close_account, get_or_create_person, grant_role, issue_link, revoke_role, use_link
from forum.core.clock import utc_now
from forum.core.database import atomic, db, session
from forum.core.names import PersonName
from forum.core.tokens import sign
from forum.mail.models import OutgoingMail
from forum.mail.service import drain_outbox, queue_mail
from tests.builders.collisions import THREADS, at_once
from tests.builders.editions import an_edition
from tests.builders.people import a_person, a_role


def test_sixteen_use_one_link_and_one_gets_in(own_app: Flask) -> None:
    with own_app.app_context():
        person = a_person()
        with atomic():
            token = sign("sign-in", issue_link(person.id, now=utc_now()))

    done = at_once(own_app, lambda _n: use_link(token, user_agent="test", now=utc_now()).person_id)

    assert done == {person.id: 1, LinkSpent.code: THREADS - 1}
    with own_app.app_context():
        assert session().query(SignInSession).count() == 1


def test_sixteen_make_one_person(own_app: Flask) -> None:
    def make(_number: int) -> int:
        return get_or_create_person("ana@empresa.mx", name=PersonName("Ana", "Muñoz"), language="es", now=utc_now()).id

    assert list(at_once(own_app, make).values()) == [THREADS]
    with own_app.app_context():
        assert session().query(Person).count() == 1


def test_sixteen_grant_one_role_once(own_app: Flask) -> None:
    with own_app.app_context():
        person = a_person()

    def grant(_number: int) -> bool:
        return grant_role(person.id, role=Role.ORGANISER, edition_id=None, by=None, now=utc_now())

    assert at_once(own_app, grant) == {True: 1, False: THREADS - 1}


def test_sixteen_organisers_that_close_the_account_of_the_next_leave_one(own_app: Flask) -> None:
    """All but one are closed, by others who may be closed themselves; the site is never left with nobody."""
    with own_app.app_context():
        people = [a_person().id for _ in range(THREADS)]
        for person_id in people:
            a_role(session().get_one(Person, person_id), Role.ORGANISER)
        db.session.remove()

    def close(number: int) -> str:
        close_account(people[number], reason="Prueba", by=people[number - 1], now=utc_now())
        return "closed"

    assert at_once(own_app, close) == {"closed": THREADS - 1, LastOrganiser.code: 1}
    with own_app.app_context():
        assert is_organised()


def test_sixteen_organisers_that_remove_one_another_leave_one(own_app: Flask) -> None:
    with own_app.app_context():
        edition = an_edition()
        people = [a_person() for _ in range(THREADS)]
        grants = [a_role(person, Role.ORGANISER, edition).id for person in people]

    def remove(number: int) -> str:
        by = people[number - 1].id
        revoke_role(grants[number], edition_id=edition.id, everywhere=False, by=by, now=utc_now())
        return "done"

    assert at_once(own_app, remove) == {"done": THREADS - 1, LastOrganiser.code: 1}
    with own_app.app_context():
        assert session().query(RoleGrant).count() == 1


def test_sixteen_that_empty_the_outbox_send_each_mail_once(own_app: Flask) -> None:
    mails = 60
    with own_app.app_context(), atomic():
        for number in range(mails):
            context = {"nonce": "n", "minutes": 10}
            to = f"p{number}@example.mx"
            queue_mail(
                "accounts/sign_in", edition_id=None, to=to, name="P", language="es", context=context, now=utc_now()
            )

    tried = at_once(own_app, lambda _n: drain_outbox(clock=utc_now))

    assert sum(int(str(answer)) * times for answer, times in tried.items()) == mails
    with own_app.app_context():
        rows = session().query(OutgoingMail).all()
        assert {(row.attempts, row.sent_at is not None) for row in rows} == {(1, True)}
        assert len(list((own_app.config["FORO"].data_dir / "mail").glob("*.eml"))) == mails
