"""What is set up, and how the log calls it: the models whose changes are written down, in the labels of their forms."""

from forum.accounts.models import SignInRule
from forum.attendance.forms import CertificateForm
from forum.attendance.models import CertificateSetting
from forum.badges.models import Kiosk
from forum.checkin.forms import AreaForm, GateForm
from forum.checkin.models import Area, Gate, Hub, OfflineRule
from forum.companies.forms.allies import AllyEditForm, AllyForm, PooledCodeForm
from forum.companies.models import Ally, AllyCode
from forum.core.configuration import Configured, labels_of
from forum.core.i18n import lazy_gettext as _l
from forum.editions.forms import CategoryForm, EditionDetailsForm, HallForm, HoursForm, RulesForm, WindowsForm
from forum.editions.models import Category, Day, Edition, Hall, MeetingTable, Slot
from forum.exhibitors.forms import StandForm
from forum.exhibitors.models import Stand
from forum.meetings.forms.development import HelperForm
from forum.meetings.models import LackHelper
from forum.messages.forms import QuietHoursForm
from forum.messages.models import MessageTemplate, QuietHours
from forum.registration.forms import BlockChangeForm
from forum.registration.models import PlaceBlock
from forum.reports.forms import CutoffForm
from forum.reports.models import GivenFigure, ReportCutoff
from forum.surveys.models import SurveyRound

NAME, CODE, ENDED = _l("Nombre"), _l("Código"), _l("Terminó")
NUMBER, DAY, TEXT = _l("Número"), _l("Día"), _l("Texto")

CONFIGURED: tuple[Configured, ...] = (
    Configured(
        Edition,
        _l("Edición"),
        "name",
        page="setup.overview_show",
        fields=labels_of(
            EditionDetailsForm,
            WindowsForm,
            RulesForm,
            preliminary_at=_l("Agenda preliminar"),
            published_at=_l("Publicada"),
            asks_recipients=_l("Contactos para los aliados"),
        ),
    ),
    Configured(Day, DAY, "date", page="setup.day_edit", key="day_id", fields=labels_of(HoursForm, date=DAY)),
    Configured(Hall, _l("Salón"), "name", page="setup.hall_edit", key="hall_id", fields=labels_of(HallForm)),
    Configured(MeetingTable, _l("Mesa"), "number", page="setup.hall_list", fields={"number": NUMBER}),
    Configured(
        Slot,
        _l("Horario"),
        "starts_at",
        page="setup.slot_edit",
        key="slot_id",
        fields={
            "starts_at": _l("Empieza"),
            "ends_at": _l("Termina"),
            "blocked_reason": _l("Motivo de bloqueo"),
        },
    ),
    Configured(
        Category,
        _l("Categoría"),
        "name_es",
        page="setup.category_edit",
        key="category_id",
        fields=labels_of(CategoryForm, position=_l("Orden")),
    ),
    Configured(
        PlaceBlock,
        _l("Lugares apartados"),
        "name",
        page="registration_desk.reserved_list",
        fields=labels_of(BlockChangeForm, released_at=_l("Se liberaron")),
    ),
    Configured(
        Stand,
        _l("Stand"),
        "code",
        page="exhibitors.stand_list",
        fields=labels_of(
            StandForm,
            width_cm=_l("Ancho (cm)"),
            depth_cm=_l("Fondo (cm)"),
            x_cm=_l("Desde la izquierda (cm)"),
            y_cm=_l("Desde arriba (cm)"),
        ),
    ),
    Configured(
        Ally,
        _l("Aliado"),
        "name",
        page="companies.ally_show",
        key="ally_id",
        fields=labels_of(AllyForm, AllyEditForm),
    ),
    Configured(
        AllyCode,
        _l("Código de aliado"),
        "code",
        page="companies.ally_list",
        fields=labels_of(
            PooledCodeForm,
            cap=_l("Usos"),
            expires_at=_l("Vence"),
        ),
    ),
    Configured(Area, _l("Área"), "name", page="checkin.area_edit", key="area_id", fields=labels_of(AreaForm)),
    Configured(Gate, _l("Puerta"), "name", page="checkin.gate_edit", key="gate_id", fields=labels_of(GateForm)),
    Configured(
        OfflineRule,
        _l("Reglas sin conexión"),
        "choice",
        page="checkin.offline_edit",
        fields={
            "choice": _l("Qué hace el acceso"),
            "text_es": TEXT,
            "own_lets_in": _l("Deja pasar"),
        },
    ),
    Configured(
        CertificateSetting,
        _l("Constancias de asistencia"),
        "place",
        page="attendance.certificate_edit",
        fields=labels_of(CertificateForm),
    ),
    Configured(Hub, _l("Concentrador"), "name", page="checkin_hubs.hub_list", fields={"name": NAME, "ended_at": ENDED}),
    Configured(
        Kiosk, _l("Quiosco"), "name", page="badge_desk.print_run_list", fields={"name": NAME, "ended_at": ENDED}
    ),
    Configured(
        QuietHours,
        _l("Horas de silencio"),
        "starts_at",
        page="messages.quiet_hours_edit",
        fields=labels_of(QuietHoursForm),
    ),
    Configured(
        MessageTemplate,
        _l("Plantilla de mensaje"),
        "name",
        page="messages.template_list",
        fields={"name": NAME},
    ),
    Configured(GivenFigure, _l("Cifra de otro año"), "figure", page="reports.report_show", fields={"value": NUMBER}),
    Configured(
        LackHelper,
        _l("Quién ayuda a los proveedores"),
        "organisation",
        page="meetings.helper_list",
        fields=labels_of(HelperForm, covers=_l("Con qué")),
    ),
    Configured(
        ReportCutoff,
        _l("Corte del informe oficial"),
        "cut_on",
        page="reports.official_show",
        fields=labels_of(CutoffForm),
    ),
    Configured(
        SurveyRound,
        _l("Encuesta"),
        "asked_at",
        page="reports.report_show",
        fields={
            "asked_at": _l("Enviada"),
            "declined_at": _l("No se envía"),
        },
    ),
    Configured(
        SignInRule,
        _l("Segundo paso del equipo"),
        "organisers_need_second",
        page="team.member_list",
        fields={
            "organisers_need_second": _l("Lo necesita quien organiza"),
        },
    ),
)
