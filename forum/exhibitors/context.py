"""What the page of a company asks of exhibitors: the step that leads to a stand."""

from flask import url_for

from forum.companies.context import Step
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.queries.applications import find_application


def stand_steps(company_id: int) -> list[Step]:
    """The step of a company's checklist that leads to a stand."""
    application = find_application(company_id, edition_id=current_edition().id)
    title = _("Exponer con un stand")
    if application is None:
        hint = _("Si quiere exponer, elija su stand en el plano.")
        return [Step(title=title, hint=hint, action=_("Exponer"), url=url_for("exhibitors.application_list"))]
    if application.status in {ExhibitorStatus.SUBMITTED, ExhibitorStatus.APPROVED}:
        url = url_for("exhibitors.application_show", exhibitor_id=application.id)
        done = application.status is ExhibitorStatus.APPROVED
        return [Step(title=title, status=application.status, action=_("Ver"), url=url, is_done=done, waits=not done)]
    url = url_for("exhibitors.stand_edit", exhibitor_id=application.id)
    return [Step(title=title, status=application.status, action=_("Elegir stand"), url=url)]
