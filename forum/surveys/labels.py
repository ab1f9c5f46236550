"""How roles are called in the survey, and what each of them is asked."""

from collections.abc import Mapping

from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label
from forum.surveys.enums import SurveyRole

SURVEY_ROLES = {
    SurveyRole.ATTENDEE: Label(_l("Asistentes")),
    SurveyRole.EXHIBITOR: Label(_l("Expositores")),
    SurveyRole.BUYER: Label(_l("Compradores")),
    SurveyRole.SUPPLIER: Label(_l("Proveedores")),
}
LABELS = (SURVEY_ROLES,)

QUALITY: Mapping[SurveyRole, str] = {
    SurveyRole.ATTENDEE: _l("¿Qué le parecieron los expositores y las conferencias?"),
    SurveyRole.EXHIBITOR: _l("¿Qué le parecieron los visitantes de su stand?"),
    SurveyRole.BUYER: _l("¿Qué le parecieron los proveedores con quienes se reunió?"),
    SurveyRole.SUPPLIER: _l("¿Qué le parecieron los compradores con quienes se reunió?"),
}
"""What each role is asked of whom it came for."""

ORGANISATION: Mapping[SurveyRole, str] = {
    SurveyRole.ATTENDEE: _l("¿Qué le parecieron el registro y la entrada?"),
    SurveyRole.EXHIBITOR: _l("¿Qué le parecieron el montaje y la atención a expositores?"),
    SurveyRole.BUYER: _l("¿Qué le pareció la organización de sus citas?"),
    SurveyRole.SUPPLIER: _l("¿Qué le pareció la organización de sus citas?"),
}
"""What each role is asked of how the forum was run."""

MARKS: Mapping[int, str] = {
    5: _l("5 · Muy bien"),
    4: _l("4 · Bien"),
    3: _l("3 · Regular"),
    2: _l("2 · Mal"),
    1: _l("1 · Muy mal"),
}
