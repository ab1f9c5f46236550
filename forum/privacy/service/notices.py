"""Writing the next version of a notice, and publishing it."""

from dataclasses import asdict, dataclass
from datetime import datetime

from forum.core.database import atomic, lock_name, refusing, session
from forum.privacy.errors import ChangeUntold, DraftChanged, EffectiveBefore, NothingToPublish
from forum.privacy.models import Notice, NoticeDraft
from forum.privacy.queries import find_current_notice, find_draft
from forum.privacy.service import next_version


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeTexts:
    """The words of a notice: simplified and full, in both languages."""

    simplified_es: str
    simplified_en: str
    full_es: str
    full_en: str

    @classmethod
    def of(cls, source: Notice | NoticeDraft) -> "NoticeTexts":
        """The words of a version or a draft."""
        return cls(**{name: getattr(source, name) for name in cls.__dataclass_fields__})


@dataclass(frozen=True, kw_only=True, slots=True)
class Publication:
    """How a draft becomes a version: from when, and whether people are asked again, with what they are told.

    `effective_at` None: at once. `saved_at`: of the draft that was read.
    """

    effective_at: datetime | None
    is_material: bool
    change_es: str
    change_en: str
    saved_at: datetime


def save_draft(edition_id: int | None, texts: NoticeTexts, *, by: int, now: datetime) -> NoticeDraft:
    """Keep the next version of a notice of an edition, or of the house, while it is written."""
    with atomic() as current:
        lock_name(f"notice draft {edition_id}")
        draft = find_draft(edition_id)
        if draft is None:
            draft = NoticeDraft(edition_id=edition_id, is_house=edition_id is None)
            current.add(draft)
        for name, words in asdict(texts).items():
            setattr(draft, name, words)
        draft.saved_at, draft.saved_by_id = now, by
        with refusing("uq_notice_draft_edition_id", DraftChanged()):
            current.flush()
    return draft


def delete_draft(edition_id: int | None) -> None:
    """Give a draft up; what is in force stays. Runs twice."""
    with atomic() as current:
        draft = find_draft(edition_id)
        if draft is not None:
            current.delete(draft)


def publish_draft(edition_id: int | None, wanted: Publication, *, by: int, now: datetime) -> Notice:
    """Make the draft the newest version. It is in force from its day on; consents keep the version they were given to.

    Raises:
        EffectiveBefore: its day is over.
        ChangeUntold: people are asked again and not told what changes.
        NothingToPublish: there is no draft, or it says what is in force.
        DraftChanged: it is not the draft that was read.
    """
    if wanted.effective_at is not None and wanted.effective_at < now:
        raise EffectiveBefore
    if wanted.is_material and not wanted.change_es:
        raise ChangeUntold
    with atomic() as current:
        version = next_version(now)
        draft = find_draft(edition_id)
        if draft is None:
            raise NothingToPublish
        session().refresh(draft)
        if draft.saved_at != wanted.saved_at:
            raise DraftChanged
        texts = NoticeTexts.of(draft)
        in_force = find_current_notice(edition_id, now=now)
        if in_force is not None and in_force.edition_id == edition_id and NoticeTexts.of(in_force) == texts:
            raise NothingToPublish
        notice = Notice(
            version=version,
            published_at=now,
            published_by_id=by,
            edition_id=edition_id,
            effective_at=wanted.effective_at,
            is_material=wanted.is_material,
            change_es=wanted.change_es,
            change_en=wanted.change_en,
            **asdict(texts),
        )
        current.add(notice)
        current.delete(draft)
    return notice
