"""Buyers of former editions, invited again."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.database import found
from forum.core.each import do_each
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.core.many import MOST_AT_ONCE
from forum.editions.context import current_edition
from forum.editions.models import Edition
from forum.matchmaking import service
from forum.matchmaking.queries.former import count_former_buyers, list_former_buyers
from forum.matchmaking.views.blueprint import blueprint


@blueprint.route("/coordination/buyers/again")
@requires("meetings.coordinate")
def former_buyer_list() -> str:
    """The buyers of a former edition (`?of=`, its address; else the last one) who are not invited to this one."""
    edition, former = current_edition(), _former()
    named = [each for each, _ in former if each.slug == request.args.get("of")]
    of = next(iter(named or [each for each, _ in former]), None)
    rows = list_former_buyers(edition, of_id=of.id) if of else []
    return render_template("matchmaking/buyers_again.html", former=former, of=of, rows=rows)


@blueprint.route("/coordination/buyers/again", methods=["POST"])
@requires("meetings.coordinate")
def former_buyer_create() -> Response:
    """Invite those of a former edition who are ticked, or all of them (`all`)."""
    edition, home = current_edition(), url_for("meetings.buyer_show")
    of = found(next((each for each, _ in _former() if each.slug == request.form.get("of")), None))
    among = None if "all" in request.form else request.form.getlist("id", type=int)
    chosen = list_former_buyers(edition, of_id=of.id, among=among)[:MOST_AT_ONCE]
    by, now = current_person().id, utc_now()
    done, _invited_meanwhile = do_each(
        [each.id for each in chosen], lambda id: service.invite_again(id, edition, home=home, by=by, now=now)
    )
    if done:
        flash(ngettext("Invitamos a %(num)s comprador.", "Invitamos a %(num)s compradores.", done), "success")
    elif not chosen:
        flash(_("Marque primero a quién invita."), "info")
    return redirect(url_for("matchmaking.former_buyer_list", of=of.slug), 303)


def _former() -> list[tuple[Edition, int]]:
    """The former editions with buyers, of those whose meetings the current person co-ordinates too."""
    may = current_person().may
    return [row for row in count_former_buyers(current_edition()) if may("meetings.coordinate", row[0].id)]
