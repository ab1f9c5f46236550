"""Answers to the survey of an edition, and whether its people were asked."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Base
from forum.surveys.enums import SurveyRole


class SurveyAnswer(Base):
    """What a registered person says of the forum, as what they were there: one row, which they may change.

    `recommend` from 0 to 10; `quality` and `organisation` from 1 to 5, of what matters to the role.
    """

    __tablename__ = "survey_answer"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[SurveyRole]
    recommend: Mapped[int]
    quality: Mapped[int]
    organisation: Mapped[int]
    comment: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("recommend BETWEEN 0 AND 10", name="recommend_range"),
        CheckConstraint("quality BETWEEN 1 AND 5 AND organisation BETWEEN 1 AND 5", name="marks_range"),
    )


class SurveyRound(Base):
    """The mails that asked the people of an edition: how many, when; or that somebody decided against them."""

    __tablename__ = "survey_round"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True)
    mails: Mapped[int]
    asked_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    declined_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
