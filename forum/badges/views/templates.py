"""How the badges of an edition look: a template for each purpose and category, seen as it prints before it is saved."""

from collections.abc import Mapping
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from forum.accounts.context import current_person
from forum.accounts.queries import history_of
from forum.badges import queries, service
from forum.badges.documents.faces import BadgeFace
from forum.badges.documents.sheets import FOLDED, FOUR
from forum.badges.enums import Layout, Purpose
from forum.badges.forms import LogoForm, TemplateForm
from forum.badges.labels import INKS, LAYOUTS, PURPOSES
from forum.badges.models import BadgeTemplateEvent
from forum.badges.queries import Templates
from forum.badges.rules.templates import STOCKS, template_of
from forum.badges.views.desk import LATEST_CHANGES, desk
from forum.badges.views.own import badge_fonts, pdf_response
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.labels import hints_of
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.editions.models import Category
from forum.editions.queries import category_in, list_categories

MAY_CHOOSE = "editions.edit"
_PURPOSE = "<any(home, sheet, counter):purpose>"
_OF = f"/templates/{_PURPOSE}/<int:category_id>"


@desk.get("/templates")
@requires(MAY_CHOOSE)
def template_list() -> str:
    """The templates of every purpose, the logo, and what was changed."""
    return _list(LogoForm())


@desk.post("/templates")
@requires(MAY_CHOOSE)
def template_logo_edit() -> Any:
    """Put a logo on the badges."""
    form, edition = LogoForm(), current_edition()
    if form.accepts(
        lambda: service.set_badge_logo(edition.id, data=form.logo.data.read(), by=current_person().id, now=utc_now())
    ):
        flash(_("Guardamos el logotipo. Sale en las plantillas que lo llevan."), "success")
        return redirect(url_for(".template_list", _anchor="logo"), 303)
    return _list(form), form.status


@desk.post("/templates/logo/deletion")
@requires(MAY_CHOOSE)
def template_logo_delete() -> WerkzeugResponse:
    """Take the logo off the badges."""
    service.remove_badge_logo(current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Quitamos el logotipo. En su lugar sale el emblema."), "success")
    return redirect(url_for(".template_list", _anchor="logo"), 303)


@desk.route(_OF, methods=["GET", "POST"])
@requires(MAY_CHOOSE)
def template_edit(purpose: str, category_id: int) -> Any:
    """Choose how badges look for a purpose; of a category, or (0) of all without a template of their own."""
    used, category = Purpose(purpose), _category(category_id)
    templates = queries.templates_of(current_edition().id)
    form = _form(used, category, templates)
    if "look" in request.form:
        return _looked_at(form, used, category, templates)
    if form.accepts(
        lambda: service.save_template(
            current_edition().id,
            purpose=used,
            category_id=category.id if category else None,
            layout=form.chosen,
            choices=form.choices,
            by=current_person().id,
            now=utc_now(),
        )
    ):
        flash(_("Guardamos la plantilla. La usan los PDF que se descarguen desde ahora."), "success")
        return redirect(url_for(".template_list", _anchor=purpose), 303)
    return _edit(form, used, category, templates), form.status


@desk.post(f"{_OF}/deletion")
@requires(MAY_CHOOSE)
def template_delete(purpose: str, category_id: int) -> WerkzeugResponse:
    """Go back to the template of the edition, or to the usual one."""
    category = _category(category_id)
    own = category.id if category else None
    service.reset_template(
        current_edition().id, purpose=Purpose(purpose), category_id=own, by=current_person().id, now=utc_now()
    )
    flash(_("Quitamos esa plantilla."), "success")
    return redirect(url_for(".template_list", _anchor=purpose), 303)


@desk.get(f"{_OF}/preview.svg")
@requires(MAY_CHOOSE)
def template_picture_show(purpose: str, category_id: int) -> Response:
    """The badge of somebody by what is chosen, as a picture of the page."""
    faces = _samples(Purpose(purpose), category_id)
    return Response(service.preview_picture(faces, fonts=badge_fonts()), mimetype="image/svg+xml")


@desk.get(f"{_OF}/preview.pdf")
@requires(MAY_CHOOSE)
def template_pdf_show(purpose: str, category_id: int) -> Response:
    """The same as a PDF."""
    faces = _samples(Purpose(purpose), category_id)
    return pdf_response(service.preview_pdf(faces, fonts=badge_fonts()), name="gafete-vista-previa")


def _category(category_id: int) -> Category | None:
    return category_in(current_edition().id, category_id) if category_id else None


def _form(purpose: Purpose, category: Category | None, templates: Templates) -> TemplateForm:
    """The form with what is stored, or with what is typed and looked at before it is saved."""
    template = templates.of(purpose, category.id if category else None)
    typed = {"formdata": request.args} if "layout" in request.args else {}
    return TemplateForm(template, purpose=purpose, **typed)


def _samples(purpose: Purpose, category_id: int) -> list[BadgeFace]:
    category, templates = _category(category_id), queries.templates_of(current_edition().id)
    form = _form(purpose, category, templates)
    return service.sample_faces(
        current_edition(),
        category,
        badge_ids=request.args.getlist("badge", type=int),
        template=template_of(form.chosen, form.choices),
        templates=templates,
    )


def _looked_at(form: TemplateForm, purpose: Purpose, category: Category | None, templates: Templates) -> Any:
    """What is typed, as it would print: the pictures alone, and where another layout was chosen its sizes too."""
    if is_fragment() and request.form.get("shown") == form.chosen.value:
        return render_template("badges/_template_preview.html", **_shown(form, purpose, category))
    answer = make_response(_edit(form, purpose, category, templates))
    if is_fragment():
        answer.headers.update({"HX-Retarget": "#editor", "HX-Reselect": "#editor", "HX-Reswap": "outerHTML"})
    return answer


def _shown(form: TemplateForm, purpose: Purpose, category: Category | None) -> dict[str, Any]:
    """The badges that are looked at, and what their pictures are drawn by."""
    own = category.id if category else None
    again = request.form.get("look") == "again"
    random_id = None if again else request.form.get("random", type=int)
    return {
        "purpose": purpose,
        "category": category,
        "samples": queries.list_samples(current_edition().id, category_id=own, random_id=random_id),
        "typed": {"layout": form.chosen.value, "shown": form.chosen.value, **form.choices},
        "wide": STOCKS[form.chosen].is_wide or form.chosen in FOLDED,
        "together": form.chosen in FOUR,
    }


def _edit(form: TemplateForm, purpose: Purpose, category: Category | None, templates: Templates) -> str:
    return render_template(
        "badges/template.html",
        form=form,
        purpose_label=PURPOSES[purpose],
        is_own=templates.is_own(purpose, category.id if category else None),
        layout_hint=LAYOUTS[form.chosen].hint,
        hints=hints_of(INKS),
        has_width=form.chosen is Layout.ROLL,
        **_shown(form, purpose, category),
    )


def _list(form: LogoForm) -> str:
    edition = current_edition()
    categories = list_categories(edition.id)
    names = {each.id: each.name(locale_name()) for each in categories}
    history = history_of(BadgeTemplateEvent, edition_id=edition.id, limit=LATEST_CHANGES)
    return render_template(
        "badges/templates.html",
        form=form,
        purposes=PURPOSES,
        templates=queries.templates_of(edition.id),
        categories=categories,
        history=[(event, by, _told(event, names)) for event, by in history],
    )


def _told(event: BadgeTemplateEvent, categories: Mapping[int, str]) -> str:
    """Of which template an event tells: its purpose, and its category where it has one that is there still."""
    purpose = str(PURPOSES[event.purpose]) if event.purpose else ""
    return " · ".join(filter(None, (purpose, categories.get(event.category_id or 0))))
