"""Surveys: one's own answer, what all answers come to, the comments, and whom to ask."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, exists, func, select

from forum.accounts.models import Person
from forum.checkin.models import Entry
from forum.core.database import session
from forum.editions.models import Category, Edition
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from forum.registration.queries import STANDS
from forum.surveys.models import SurveyAnswer, SurveyRound
from forum.surveys.rules import Answered


def find_own(person_id: int, *, edition_id: int) -> tuple[Registration, Category] | None:
    """The approved registration of a person in an edition, and its category."""
    query = select(Registration, Category).join(Category, Category.id == Registration.category_id)
    row = (
        session()
        .execute(
            query.where(
                Registration.person_id == person_id,
                Registration.edition_id == edition_id,
                Registration.status == RegistrationStatus.APPROVED,
                STANDS,
            )
        )
        .first()
    )
    return None if row is None else (row[0], row[1])


def find_answer(registration_id: int) -> SurveyAnswer | None:
    """What somebody answered."""
    return session().get(SurveyAnswer, registration_id)


def is_unanswered(person_id: int, *, edition_id: int) -> bool:
    """Whether a person is approved in an edition and has not answered its survey."""
    answered = exists().where(SurveyAnswer.registration_id == Registration.id)
    query = select(Registration.id).where(
        Registration.person_id == person_id,
        Registration.edition_id == edition_id,
        Registration.status == RegistrationStatus.APPROVED,
        STANDS,
        ~answered,
    )
    return session().scalar(query) is not None


def count_answers(edition_id: int) -> list[Answered]:
    """The answers of an edition, those with the same marks together: no row says who."""
    columns = (SurveyAnswer.role, SurveyAnswer.recommend, SurveyAnswer.quality, SurveyAnswer.organisation)
    query = (
        select(*columns, func.count().label("number"))
        .join(Registration, Registration.id == SurveyAnswer.registration_id)
        .where(Registration.edition_id == edition_id)
        .group_by(*columns)
    )
    return [Answered(**row._mapping) for row in session().execute(query)]


def list_comments(edition_id: int) -> Sequence[Row[Any]]:
    """What people wrote, by role and then by the text itself: neither who wrote it nor when."""
    query = (
        select(SurveyAnswer.role, SurveyAnswer.comment)
        .join(Registration, Registration.id == SurveyAnswer.registration_id)
        .where(Registration.edition_id == edition_id, SurveyAnswer.comment != "")
        .order_by(SurveyAnswer.role, SurveyAnswer.comment)
    )
    return session().execute(query).all()


def find_round(edition_id: int) -> SurveyRound | None:
    """Whether the people of an edition were asked."""
    return session().get(SurveyRound, edition_id)


def list_unasked(*, since: date, until: date) -> Sequence[Edition]:
    """The published editions that ended between two days, and whose people were not asked."""
    asked = exists().where(SurveyRound.edition_id == Edition.id)
    query = select(Edition).where(
        Edition.ends_on >= since, Edition.ends_on <= until, Edition.published_at.is_not(None), ~asked
    )
    return session().scalars(query.order_by(Edition.id)).all()


def list_to_ask(edition_id: int) -> Sequence[Row[Any]]:
    """The approved people of an edition who entered, have an address, and have not answered."""
    from_door = exists().where(Entry.registration_id == Registration.id)
    answered = exists().where(SurveyAnswer.registration_id == Registration.id)
    columns = (
        Registration.id,
        Registration.link_nonce,
        Person.email,
        Person.language,
        Person.given_names,
        Person.first_surname,
        Person.second_surname,
    )
    query = (
        select(*columns)
        .join(Person, Person.id == Registration.person_id)
        .where(
            Registration.edition_id == edition_id,
            Registration.status == RegistrationStatus.APPROVED,
            STANDS,
            Person.email.is_not(None),
            Person.disabled_at.is_(None),
            from_door,
            ~answered,
        )
        .order_by(Registration.id)
    )
    return session().execute(query).all()
