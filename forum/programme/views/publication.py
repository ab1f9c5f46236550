"""Publishing the draft: what would change, and the versions so far."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.programme.forms import PublicationForm
from forum.programme.labels import difference_words
from forum.programme.queries.draft import hours_of, list_speakers, list_talks, version_values
from forum.programme.queries.published import list_versions, published_talks
from forum.programme.rules.versions import differences, digest_of
from forum.programme.service import publish_programme
from forum.programme.views.blueprints import desk
from forum.programme.views.talks import found_in


@desk.route("/publication", methods=["GET", "POST"])
@requires("editions.edit")
def publication_new() -> ResponseReturnValue:
    """Read what publishing would change, and publish it."""
    edition_id, by = current_edition().id, current_person().id
    form = PublicationForm()
    if done := form.accepts(lambda: publish_programme(edition_id, agreed=form.draft.data, by=by, now=utc_now())):
        flash(_("Publicamos la versión %(number)s del programa.", number=done.result.number), "success")
        return redirect(url_for("programme_desk.publication_new"), 303)
    talks = list_talks(edition_id)
    draft = version_values(talks)
    form.draft.data = digest_of(draft)
    found = found_in(talks, hours_of(edition_id))
    page = render_template(
        "programme/desk/publication.html",
        form=form,
        changes=differences(published_talks(edition_id), draft),
        words=difference_words,
        names={row.Speaker.id: row.Speaker.full_name for row in list_speakers(edition_id)},
        versions=list_versions(edition_id),
        timeless=[talk for talk in talks if talk.times is None],
        warned=sum(bool(each) for each in found.values()),
    )
    return page, form.status
