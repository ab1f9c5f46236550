"""The forms of the badge desk."""

from collections.abc import Iterable
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.badges.enums import First, Ink, Layout, Purpose, RunOrder, Which
from forum.badges.labels import FIRSTS, INKS, LAYOUTS, ON_PAPER, PIECES, RUN_ORDERS, WHICH
from forum.badges.models import BY_TEMPLATE
from forum.badges.rules import REASON_LIMIT, ensure_reissue_reason
from forum.badges.rules.bins import LEAST_BINS, MOST_BINS
from forum.badges.rules.templates import NOTE_LIMIT, ROLL_WIDTH, STOCKS, ZONES_LIMIT, Template, usual_template
from forum.core.edits import EditForm
from forum.core.fields import HiddenField, IntegerField, StringField
from forum.core.forms import Form, checked, options
from forum.core.i18n import gettext as _
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of

MISSING = _l("Falta este dato.")
ALL = "0"


class PrintForm(Form):
    """Which badges to print, and on what paper."""

    category = SelectField(_l("Categoría"), [InputRequired(MISSING)], default=ALL)
    which = RadioField(
        _l("Cuáles"),
        [InputRequired(MISSING)],
        choices=choices_of(WHICH),
        default=Which.UNPREPARED.value,
    )
    layout = RadioField(
        _l("Papel"),
        [InputRequired(MISSING)],
        choices=options((value, label.word) for value, label in ON_PAPER.items()),
        default=BY_TEMPLATE,
    )
    bin = SelectField(_l("Caja"), [Optional()], choices=options([(ALL, _l("Todas"))]), default=ALL)
    order = SelectField(_l("Orden"), [Optional()], choices=choices_of(RUN_ORDERS), default=RunOrder.CATEGORY.value)
    separated = BooleanField(
        _l("Con separadores"),
        description=_l("Una hoja o etiqueta antes de cada letra, categoría o caja dice cuál sigue."),
    )

    def offer_bins(self, bins: Iterable[tuple[str, str]]) -> None:
        """Offer bins to choose among, by number and words; without any, neither them nor their order."""
        named = list(bins)
        for field in (self.bin, self.order):
            field.flags.required = True  # one of its choices is always chosen
        self.bin.choices = options([(ALL, _("Todas")), *named])
        if not named:
            self.order.choices = [each for each in choices_of(RUN_ORDERS) if each.value != RunOrder.BIN.value]


SIZES = ("margin", "name", "symbol", "width")
TEXTS = ("zones", "note")


class TemplateForm(EditForm):
    """How badges look for a purpose. `shown` is the layout whose sizes the page showed."""

    shown = HiddenField()
    layout = SelectField(_l("Formato"), [InputRequired(MISSING)])
    width = IntegerField(_l("Ancho del rollo"), [Optional()])
    pieces = SelectMultipleField(
        _l("Qué se imprime"),
        choices=choices_of(PIECES),
        description=_l("El nombre y el código QR van siempre."),
        option_widget=CheckboxInput(),
        widget=ListWidget(),
    )
    first = RadioField(_l("Orden"), [InputRequired(MISSING)], choices=choices_of(FIRSTS))
    ink = RadioField(_l("Tinta"), [InputRequired(MISSING)], choices=choices_of(INKS))
    name = IntegerField(_l("Nombre: tamaño mayor"), [InputRequired(MISSING)])
    symbol = IntegerField(_l("Código QR: lado"), [InputRequired(MISSING)])
    margin = IntegerField(_l("Margen"), [InputRequired(MISSING)])
    zones = StringField(
        _l("Zonas"),
        [Optional(), Length(max=ZONES_LIMIT)],
        description=_l("A dónde da paso, por ejemplo: B2B · Comedor. Se imprime junto al código QR."),
    )
    note = StringField(
        _l("Texto fijo"),
        [Optional(), Length(max=NOTE_LIMIT)],
        description=_l("Por ejemplo: En emergencia, 477 123 4567."),
    )

    def __init__(self, template: Template, *, purpose: Purpose, **values: Any) -> None:
        super().__init__(data={"layout": template.layout.value, **template.choices()}, **values)
        offered = {layout.value: label.word for layout, label in LAYOUTS.items() if purpose in STOCKS[layout].purposes}
        self.layout.choices = options(offered.items())
        self.chosen = Layout(self.layout.data) if self.layout.data in offered else template.layout
        if self.chosen.value != (self.shown.data or template.layout.value):
            self._take_usual_sizes()
        self.shown.data = self.chosen.value
        self.shown.raw_data = None
        self._say_bounds()

    def _take_usual_sizes(self) -> None:
        """Another layout was chosen: the sizes that were shown are not of it."""
        usual = usual_template(self.chosen)
        for name in (*SIZES, "ink"):
            field = self[name]
            field.data = getattr(usual, name)
            field.raw_data = [str(field.data)]
            field.process_errors = []

    def _say_bounds(self) -> None:
        stock = STOCKS[self.chosen]
        points, millimetres = _("De %(least)s a %(most)s puntos."), _("De %(least)s a %(most)s mm.")
        for field, bounds, sentence in (
            (self.name, stock.name, points),
            (self.symbol, stock.symbol, millimetres),
            (self.margin, stock.margin, millimetres),
            (self.width, ROLL_WIDTH, millimetres),
        ):
            field.description = sentence % {"least": bounds.least, "most": bounds.most}

    @property
    def choices(self) -> dict[str, Any]:
        """What is typed and chosen, beside the layout."""
        return {
            "pieces": self.pieces.data or [],
            "first": self.first.data if self.first.data in set(First) else First.NAME.value,
            "ink": self.ink.data if self.ink.data in set(Ink) else Ink.COLOUR.value,
            **{name: self[name].data or 0 for name in SIZES},
            **{name: self[name].data for name in TEXTS},
        }


class LogoForm(Form):
    """The logo of an edition's badges."""

    logo = FileField(_l("Imagen"), [FileRequired()], description=_l("PNG, JPEG o WebP de hasta 5 MB."))


class ReissueForm(Form):
    """Why a badge is reissued, and which: pressed twice, or on an older page, it names one that is replaced already."""

    badge = HiddenField()
    reason = StringField(
        _l("Motivo de la reposición"),
        validators=[InputRequired(MISSING), checked(ensure_reissue_reason)],
        description=_l("Por ejemplo: lo extravió, se dañó, cambió de empresa."),
        render_kw={"maxlength": REASON_LIMIT, "required": True},
    )


class BinsForm(EditForm):
    """How many bins the badges are divided into; where there are bins already, that they are to change."""

    count = IntegerField(
        _l("Número de cajas"),
        [
            InputRequired(MISSING),
            NumberRange(LEAST_BINS, MOST_BINS),
        ],
        description=_l("Las cajas o casilleros de la mesa de registro, por ejemplo 12."),
        render_kw={"min": LEAST_BINS, "max": MOST_BINS},
    )
    confirmed = BooleanField(_l("Sí, cambiar las cajas que ya hay"))


class CodeForm(Form):
    """The code of a badge, typed or as a hand-held scanner types it."""

    code = StringField(
        _l("Código del gafete"),
        [InputRequired(MISSING), Length(max=200)],
        description=_l("Escanee el QR del correo o del gafete con un lector de mano, o escriba el código."),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )


class KioskForm(Form):
    """The name of a kiosk: where it stands."""

    name = StringField(
        _l("Nombre"), [InputRequired(MISSING), Length(max=60)], description=_l("Dónde está, como «Entrada norte».")
    )
