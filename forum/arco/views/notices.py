"""The privacy notices: every version, the draft of the next one, and publishing it."""

from datetime import date, datetime
from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.accounts.queries import names_of
from forum.arco.forms.notices import NoticeForm, PublicationForm
from forum.arco.views.blueprint import PERMISSION, desk
from forum.core.access import requires_everywhere
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.filters import local
from forum.core.i18n import gettext as _
from forum.core.personal import personal_data
from forum.core.tokens import sign, unsign
from forum.editions.context import current_edition
from forum.editions.rules import moment
from forum.privacy.errors import NothingToPublish
from forum.privacy.models import Notice, NoticeDraft
from forum.privacy.queries import find_current_notice, find_draft, list_notices
from forum.privacy.rules import blocks
from forum.privacy.rules.checklist import missing_sections, unmentioned
from forum.privacy.rules.comparing import differences
from forum.privacy.service.notices import NoticeTexts, Publication, delete_draft, publish_draft, save_draft

HOUSE, EDITION = "house", "edition"
SCOPE = "/notices/<scope>"
READ, LANGUAGES = "draft", ("es", "en")


def _edition_id(scope: str) -> int | None:
    if scope not in {HOUSE, EDITION}:
        raise NotFound
    return None if scope == HOUSE else current_edition().id


@desk.get("/notices")
@requires_everywhere(PERMISSION)
def notice_list() -> str:
    """Every version of the house and of this edition, and the drafts."""
    edition, now = current_edition(), utc_now()
    notices = list_notices({None, edition.id})
    in_force = {each.id for each in (find_current_notice(), find_current_notice(edition.id)) if each}
    return render_template(
        "arco/notices/list.html",
        notices=notices,
        names=names_of(each.published_by_id for each in notices),
        in_force=in_force,
        ahead={each.id for each in notices if each.in_force_since > now},
        drafts={HOUSE: find_draft(None), EDITION: find_draft(edition.id)},
    )


@desk.route(f"{SCOPE}/draft", methods=["GET", "POST"])
@requires_everywhere(PERMISSION)
def notice_edit(scope: str) -> tuple[str, int] | Response:
    """Write the next version, beginning with what is in force."""
    edition_id = _edition_id(scope)
    draft = find_draft(edition_id)
    stored = draft or find_current_notice(edition_id)
    form = NoticeForm(obj=stored, subject=f"notice {edition_id}")
    by = current_person().id
    if form.accepts(lambda: save_draft(edition_id, _texts(form), by=by, now=utc_now())):
        flash(_("Guardamos el borrador. Revíselo antes de publicarlo."), "success")
        return redirect(url_for("arco_desk.draft_show", scope=scope))
    page = render_template("arco/notices/edit.html", form=form, scope=scope, draft=draft)
    return page, form.status


def _texts(form: NoticeForm) -> NoticeTexts:
    return NoticeTexts(
        simplified_es=form.simplified_es.data.strip(),
        simplified_en=form.simplified_en.data.strip(),
        full_es=form.full_es.data.strip(),
        full_en=form.full_en.data.strip(),
    )


@desk.route(f"{SCOPE}/publication", methods=["GET", "POST"])
@requires_everywhere(PERMISSION)
def draft_show(scope: str) -> tuple[str, int] | Response:
    """The draft as people would read it, what it changes, what it does not say; then publish it."""
    edition_id, today = _edition_id(scope), local(utc_now()).date()
    draft = find_draft(edition_id)
    if draft is None:
        return redirect(url_for("arco_desk.notice_edit", scope=scope))
    form = PublicationForm(effective_on=today)
    if done := form.accepts(lambda: _publish(edition_id, form, today=today)):
        flash(_("Publicamos la versión %(version)s del aviso.", version=done.result.version), "success")
        return redirect(url_for("arco_desk.notice_list"))
    form.draft.data = sign(READ, draft.saved_at.isoformat())
    page = render_template(
        "arco/notices/draft.html",
        form=form,
        scope=scope,
        draft=draft,
        **_reading(draft, find_current_notice(edition_id)),
    )
    return page, form.status


def _reading(draft: NoticeDraft, before: Notice | None) -> dict[str, Any]:
    """What there is to check before a draft is published, language by language."""
    data = personal_data()
    now, then = NoticeTexts.of(draft), NoticeTexts.of(before) if before else NoticeTexts(**dict.fromkeys(FIELDS, ""))
    return {
        "before": before,
        "readings": [
            {
                "language": each,
                "missing": missing_sections(getattr(now, f"full_{each}"), language=each),
                "unmentioned": unmentioned(getattr(now, f"full_{each}"), data, language=each),
                "full": blocks(getattr(now, f"full_{each}")),
                "simplified": blocks(getattr(now, f"simplified_{each}")),
                "changes": [
                    *differences(getattr(then, f"simplified_{each}"), getattr(now, f"simplified_{each}")),
                    *differences(getattr(then, f"full_{each}"), getattr(now, f"full_{each}")),
                ],
            }
            for each in LANGUAGES
        ],
    }


FIELDS = tuple(NoticeTexts.__dataclass_fields__)


def _publish(edition_id: int | None, form: PublicationForm, *, today: date) -> Notice:
    read = unsign(READ, form.draft.data)
    if not isinstance(read, str):
        raise NothingToPublish
    wanted = Publication(
        effective_at=_from(form.effective_on.data, today=today),
        is_material=form.is_material.data,
        change_es=(form.change_es.data or "").strip(),
        change_en=(form.change_en.data or "").strip(),
        saved_at=datetime.fromisoformat(read),
    )
    return publish_draft(edition_id, wanted, by=current_person().id, now=utc_now())


def _from(day: date | None, *, today: date) -> datetime | None:
    """The first moment of a day; None for today: it is in force at once."""
    if day is None or day == today:
        return None
    return moment(day, datetime.min.time(), current_edition().time_zone)


@desk.post(f"{SCOPE}/deletion")
@requires_everywhere(PERMISSION)
def draft_delete(scope: str) -> Response:
    """Give the draft up."""
    delete_draft(_edition_id(scope))
    flash(_("Borramos el borrador. El aviso vigente no cambió."), "success")
    return redirect(url_for("arco_desk.notice_list"))
