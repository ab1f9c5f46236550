"""A buyer marks companies and a company requirements, for themselves: the other side sees nothing of it, anywhere."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.i18n import gettext as _
from forum.core.web import is_fragment, page_address
from forum.editions.context import current_edition
from forum.matchmaking import service
from forum.matchmaking.context import current_buyer, current_company
from forum.matchmaking.enums import Mark
from forum.matchmaking.labels import MARKS
from forum.matchmaking.queries.requirements import get_published_requirement
from forum.meetings.queries.suppliers import companies_a_buyer_sees, get_company_among
from forum.meetings.views.blueprint import blueprint


@blueprint.route("/companies/<int:company_id>/mark", methods=["POST"])
@signed_in
def supplier_mark_update(company_id: int) -> ResponseReturnValue:
    """Set a buyer's mark of a company, or take it away."""
    buyer, mark = current_buyer(), _mark()
    company = get_company_among(company_id, companies_a_buyer_sees(buyer.edition_id, buyer.id))
    service.mark_supplier(company.id, mark, buyer_id=buyer.id, by=current_person().id, now=utc_now())
    return _answer(company.name, mark, macro="of_supplier", id=company.id)


@blueprint.route("/requirements/<int:requirement_id>/mark", methods=["POST"])
@signed_in
def requirement_mark_update(requirement_id: int) -> ResponseReturnValue:
    """Set a company's mark of a requirement, or take it away."""
    company, mark = current_company().company, _mark()
    requirement = get_published_requirement(requirement_id, edition_id=current_edition().id)
    service.mark_requirement(requirement.id, mark, company_id=company.id, by=current_person().id, now=utc_now())
    return _answer(requirement.title, mark, macro="of_requirement", id=requirement.id)


def _mark() -> Mark | None:
    """The mark that was sent; None: it is taken away.

    Raises:
        NotFound: there is no such mark.
    """
    sent = request.form.get("mark", "")
    if sent and sent not in set(Mark):
        raise NotFound
    return Mark(sent) if sent else None


def _answer(name: str, mark: Mark | None, *, macro: str, id: int) -> ResponseReturnValue:
    if is_fragment():
        return render_template("matchmaking/_mark.html", macro=macro, id=id, name=name, mark=mark)
    if mark is None:
        flash(_("Quitamos la marca de %(name)s.", name=name), "success")
    else:
        word = str(MARKS[mark])
        words = _(
            "Marcamos %(name)s: %(mark)s. Solo la ven su empresa y la coordinación de citas.", name=name, mark=word
        )
        flash(words, "success")
    return redirect(page_address("/"), 303)
