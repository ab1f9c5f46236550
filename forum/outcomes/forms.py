"""The forms of what came of a meeting: taps, and nothing to type but an amount."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.core.edits import EditForm
from forum.core.fields import IntegerField, StringField
from forum.core.forms import Form, options
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of
from forum.matchmaking.enums import Currency, Side
from forum.matchmaking.labels import CURRENCIES
from forum.meetings.queries.own import OwnMeeting
from forum.outcomes.enums import Horizon, Milestone, NextStep, NoInterest
from forum.outcomes.labels import AMOUNT, HORIZONS, MILESTONES, NEXT_STEPS, NO_INTERESTS
from forum.outcomes.models import MeetingOutcome, OutcomeFollowUp
from forum.outcomes.rules import Reached, Said

YES, NO = "yes", "no"
MOST = 2_000_000_000
AMOUNT_RANGE = NumberRange(min=1, max=MOST, message=_l("Escriba un monto entero, por ejemplo 250,000."))


class Asked(Optional):
    """For what is asked with another answer: it may be left out only where it is not asked, which the service says."""

    def __init__(self) -> None:
        super().__init__()
        self.field_flags = {"required": True}


class OutcomeForm(EditForm):
    """What one side says of a meeting; what depends on an answer is asked with it."""

    held = RadioField(
        _l("¿Se celebró la cita?"),
        [DataRequired(_l("Elija una respuesta."))],
        choices=options([(YES, _l("Sí")), (NO, _l("No"))]),
    )
    interest = RadioField(
        _l("¿Cuánto le interesa seguir?"),
        [Asked()],
        choices=options((str(each), str(each)) for each in range(1, 6)),
        description=_l("1: nada. 5: mucho."),
    )
    next_step = RadioField(_l("¿Qué acordaron?"), [Asked()], choices=choices_of(NEXT_STEPS))
    amount = IntegerField(
        "", [Optional(), AMOUNT_RANGE], description=_l("Si aún no lo sabe, déjelo vacío. Solo se publican sumas.")
    )
    currency = RadioField(_l("Moneda"), [Asked()], choices=choices_of(CURRENCIES))
    horizon = RadioField(_l("¿En cuánto tiempo?"), [Asked()], choices=choices_of(HORIZONS))
    no_interest = RadioField(_l("¿Por qué no?"), [Asked()], choices=choices_of(NO_INTERESTS))
    words = StringField(_l("Con otras palabras"), [Length(max=300)])

    def __init__(self, *args: Any, side: Side = Side.BUYER, **values: Any) -> None:
        super().__init__(*args, **values)
        self.amount.label.text = AMOUNT[side]

    def said(self) -> Said:
        """The answer."""
        interest, next_step, reason = self.interest.data, self.next_step.data, self.no_interest.data
        return Said(
            held=self.held.data == YES,
            interest=int(interest) if interest else None,
            next_step=NextStep(next_step) if next_step else None,
            amount=self.amount.data,
            currency=Currency(self.currency.data) if self.currency.data else None,
            horizon=Horizon(self.horizon.data) if self.horizon.data else None,
            no_interest=NoInterest(reason) if reason else None,
            words=self.words.data,
        )


def outcome_values(known: MeetingOutcome | None) -> dict[str, Any]:
    """What the form shows of an answer that is there; of none the currency alone."""
    if known is None:
        return {"currency": Currency.MXN.value}
    return {
        "held": YES if known.held else NO,
        "interest": str(known.interest or ""),
        "next_step": known.next_step and known.next_step.value,
        "amount": known.amount,
        "currency": (known.currency or Currency.MXN).value,
        "horizon": known.horizon and known.horizon.value,
        "no_interest": known.no_interest and known.no_interest.value,
        "words": known.words,
    }


class FollowUpForm(EditForm):
    """What became of each meeting: three fields for each, made by `follow_up_form`."""


class ComingForm(Form):
    """To which of one's meetings one comes; all of them, unless one says otherwise."""

    meetings = SelectMultipleField(
        _l("Citas que confirma"),
        [InputRequired(_l("Marque al menos una cita."))],
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )

    def offer(self, meetings: Sequence[OwnMeeting]) -> None:
        """Ask about these; all are ticked at first."""
        self.meetings.choices = [(each.id, each.company) for each in meetings]
        if not self.is_submitted():
            self.meetings.data = [each.id for each in meetings]

    def chosen(self, meetings: Sequence[OwnMeeting]) -> list[OwnMeeting]:
        """Those of these that are ticked."""
        ticked = set(self.meetings.data or ())
        return [each for each in meetings if each.id in ticked]


def follow_up_form(meeting_ids: Sequence[int], known: Mapping[int, OutcomeFollowUp]) -> FollowUpForm:
    """The form about these meetings, with what was said of them."""
    fields: dict[str, Any] = {}
    values: dict[str, Any] = {}
    for id in meeting_ids:
        fields |= {
            f"reached_{id}": SelectMultipleField(
                _l("¿Qué se logró?"),
                choices=choices_of(MILESTONES),
                option_widget=CheckboxInput(),
                widget=ListWidget(prefix_label=False),
            ),
            f"amount_{id}": IntegerField(_l("Monto del pedido"), [Optional(), AMOUNT_RANGE]),
            f"currency_{id}": SelectField(_l("Moneda"), [Asked()], choices=choices_of(CURRENCIES)),
        }
        values |= _followed_values(id, known.get(id))
    made: FollowUpForm = type("FollowUpForm", (FollowUpForm,), fields)(data=values)
    return made


def _followed_values(id: int, row: OutcomeFollowUp | None) -> dict[str, Any]:
    if row is None:
        return {f"reached_{id}": [], f"amount_{id}": None, f"currency_{id}": Currency.MXN.value}
    reached = [each.value for each in Milestone if getattr(row, each.value)]
    currency = (row.currency or Currency.MXN).value
    return {f"reached_{id}": reached, f"amount_{id}": row.amount, f"currency_{id}": currency}


def reached_in(form: FollowUpForm, meeting_id: int) -> Reached:
    """What the form says of one meeting."""
    amount = form[f"amount_{meeting_id}"].data
    return Reached(
        milestones=frozenset(Milestone(each) for each in form[f"reached_{meeting_id}"].data or ()),
        amount=amount,
        currency=None if amount is None else Currency(form[f"currency_{meeting_id}"].data),
    )
