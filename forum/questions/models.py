"""The questions of an edition, what was answered to them, and the history of both."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Base
from forum.core.history import Event
from forum.core.stored_files import StoredFile
from forum.questions.enums import QuestionChange, QuestionKind
from forum.questions.rules import Asked, Condition, Option


class Question(Base):
    """A question that an edition asks of who registers.

    `sensitive`: its answers are about health, disability, diet and the like; each needs express consent.
    `options_es`, `options_en`: its choices, one a line. `condition_id`, `condition_value`: it is asked only where that
    answer was given to that question. `keep_days`: how many days after the edition its answers are kept. `limited`: it
    is asked in the categories of `QuestionCategory` alone, also where these are gone. `retired_at`: it is not asked any
    more; its answers stay.
    """

    __tablename__ = "question"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[QuestionKind]
    wording_es: Mapped[str]
    wording_en: Mapped[str] = mapped_column(default="")
    help_es: Mapped[str] = mapped_column(default="")
    help_en: Mapped[str] = mapped_column(default="")
    options_es: Mapped[str] = mapped_column(default="")
    options_en: Mapped[str] = mapped_column(default="")
    limited: Mapped[bool] = mapped_column(default=False)
    required: Mapped[bool] = mapped_column(default=False)
    personal: Mapped[bool] = mapped_column(default=False)
    on_badge: Mapped[bool] = mapped_column(default=False)
    sensitive: Mapped[bool] = mapped_column(default=False, server_default=false())
    keep_days: Mapped[int | None]
    condition_id: Mapped[int | None] = mapped_column(ForeignKey("question.id", ondelete="SET NULL"), index=True)
    condition_value: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]

    __table_args__ = (
        Index(None, "edition_id", "position"),
        CheckConstraint("keep_days IS NULL OR keep_days >= 0", name="keep_days"),
    )

    @property
    def asked(self) -> Asked:
        """The question as a value."""
        return Asked(
            id=self.id,
            kind=self.kind,
            wording_es=self.wording_es,
            wording_en=self.wording_en,
            help_es=self.help_es,
            help_en=self.help_en,
            required=self.required,
            personal=self.personal,
            on_badge=self.on_badge,
            sensitive=self.sensitive,
            keep_days=self.keep_days,
            options=self._options,
            condition=Condition(self.condition_id, self.condition_value) if self.condition_id else None,
            is_retired=self.retired_at is not None,
        )

    @property
    def _options(self) -> tuple[Option, ...]:
        spanish, english = self.options_es.splitlines(), self.options_en.splitlines()
        return tuple(Option(*pair) for pair in zip(spanish, english or [""] * len(spanish), strict=True))


class QuestionCategory(Base):
    """A category in which a question is asked that is limited to some."""

    __tablename__ = "question_category"

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), primary_key=True)
    category_id: Mapped[int] = mapped_column(
        ForeignKey("category.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class QuestionEvent(Event, Base):
    """Something that was done to a question, by whom and when; `detail`: how many answers were deleted."""

    __tablename__ = "question_event"

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), index=True)
    kind: Mapped[QuestionChange]
    detail: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index(None, "by_id"),)


class Answer(Base):
    """What somebody answered in an edition, as `rules` write it; `asked`: the question as it was then.

    `consented_at`: when they consented to the use of an answer that is sensitive.
    """

    __tablename__ = "question_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), index=True)
    asked: Mapped[str]
    value: Mapped[str]
    answered_at: Mapped[datetime]
    consented_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("registration_id", "question_id"),)


class AnswerFile(StoredFile, Base):
    """The file somebody answered with."""

    __tablename__ = "answer_file"

    answer_id: Mapped[int] = mapped_column(ForeignKey("question_answer.id", ondelete="CASCADE"), primary_key=True)


class AnswerEvent(Event, Base):
    """A change of what somebody had answered: before and after; empty: no answer."""

    __tablename__ = "answer_event"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), index=True)
    asked: Mapped[str]
    before: Mapped[str] = mapped_column(default="")
    after: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index(None, "by_id"),)
