"""The keys of the API, for who lets others in: made, shown once, revoked, with what was done with each."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.integrations.context import wired_operations
from forum.integrations.forms import KeyForm
from forum.integrations.labels import scope_words
from forum.integrations.queries import calls_of, get_key, list_integration_events, list_keys
from forum.integrations.rules import PERMISSION
from forum.integrations.service import make_key, revoke_key
from forum.integrations.views.blueprint import blueprint


@blueprint.get("")
@requires(PERMISSION)
def key_list() -> str:
    """The keys of this edition, and what was done with them."""
    edition_id = current_edition().id
    return render_template(
        "integrations/keys.html",
        keys=list_keys(edition_id),
        history=list_integration_events(edition_id),
        words=scope_words(wired_operations()),
        now=utc_now(),
    )


@blueprint.route("/keys/new", methods=["GET", "POST"])
@requires(PERMISSION)
def key_new() -> tuple[str, int] | str:
    """Make a key; the answer shows it, and it is shown never again."""
    form, edition = KeyForm(), current_edition()
    form.scopes.choices = options(scope_words(wired_operations()).items())
    if made := form.accepts(
        lambda: make_key(
            edition,
            name=form.name.data,
            scopes=form.scopes.data or [],
            expires_on=form.expires_on.data,
            by=current_person().id,
            now=utc_now(),
        )
    ):
        return render_template("integrations/key_made.html", key=made.result)
    return render_template("integrations/key_new.html", form=form), form.status


@blueprint.get("/keys/<int:key_id>")
@requires(PERMISSION)
def key_show(key_id: int) -> str:
    """A key, and the latest changes made with it."""
    key = get_key(key_id, edition_id=current_edition().id)
    return render_template(
        "integrations/key.html",
        key=key,
        calls=calls_of(key.id),
        summaries={each.name: _(each.summary) for each in wired_operations()},
        scopes=[scope_words(wired_operations()).get(scope, scope) for scope in key.scopes],
        now=utc_now(),
    )


@blueprint.post("/keys/<int:key_id>/revocation")
@requires(PERMISSION)
def key_revocation_create(key_id: int) -> Response:
    """Revoke a key."""
    revoke_key(key_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Revocamos la llave: ya no abre nada."), "success")
    return redirect(url_for("integrations.key_list"), 303)
