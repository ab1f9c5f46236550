"""The forms of meetings: where they move, who comes, what is offered and noted, and when somebody cannot come."""

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField, TimeField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.core.edits import EditForm
from forum.core.fields import StringField, TextAreaField
from forum.core.forms import Form, grouped_options, options
from forum.core.i18n import gettext as _
from forum.core.i18n import lazy_gettext as _l
from forum.matchmaking.enums import Side
from forum.matchmaking.forms import number_or_none
from forum.meetings.forms.slots import SlotField, WithSlot, slot_choices
from forum.meetings.models import Meeting
from forum.meetings.queries.companions import Candidate
from forum.meetings.rules.board import FreeSlot


class MeetingMoveForm(WithSlot):
    """The slot a meeting moves to."""

    slot_id = SlotField(_l("Nuevo horario"), [InputRequired(_l("Elija un horario."))])

    def offer(self, meeting: Meeting, free: Sequence[FreeSlot]) -> None:
        """Offer these slots, and say of each who of those besides could not come."""
        besides = {each.person_id: each.person.full_name for each in meeting.companions}
        absent = {slot.slot_id: [name for id, name in besides.items() if id not in slot.person_ids] for slot in free}
        self.slot_id.choices = slot_choices(free, absent=absent)


class CompanionForm(Form):
    """Who else comes to a meeting, and for which side: "supplier-12". Whoever cannot come is not offered, but known."""

    person_id = SelectField(
        _l("Quién más asiste"),
        [InputRequired(_l("Elija a una persona."))],
        choices=[],
        validate_choice=False,  # the service looks under the locks, and says of whom it refuses why
    )
    known: frozenset[str] = frozenset()
    absent: Sequence[Candidate] = ()

    def offer(self, sides: Sequence[tuple[str, Side, Sequence[Candidate]]]) -> None:
        """Offer the people of these sides, each under the name of its company."""
        named = [(company, [(f"{side}-{each.person.id}", each) for each in people]) for company, side, people in sides]
        self.known = frozenset(value for _company, people in named for value, _each in people)
        groups = [
            (company, [(value, each.person.full_name) for value, each in people if each.may_come])
            for company, people in named
        ]
        self.absent = tuple(each for _company, people in named for _value, each in people if not each.may_come)
        self.person_id.choices = grouped_options(groups) if len(groups) > 1 else options(groups[0][1])

    @property
    def chosen(self) -> tuple[Side, int]:
        """The side and the person."""
        side, _dash, person_id = self.person_id.data.partition("-")
        return Side(side), int(person_id)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether a person was chosen of those who act for the companies."""
        valid = super().validate(extra_validators)
        if valid and self.person_id.data not in self.known:
            self.person_id.errors, valid = [_("Elija a una persona de la lista.")], False
        return valid


class EngagementForm(Form):
    """A block of time in which somebody cannot come to meetings."""

    day = SelectField(_l("Día"), [InputRequired(_l("Elija un día."))])
    since = TimeField(_l("Desde"), [InputRequired(_l("Escriba la hora, por ejemplo 12:00."))])
    until = TimeField(_l("Hasta"), [InputRequired(_l("Escriba la hora, por ejemplo 14:00."))])
    kind = SelectField(_l("Motivo"), [InputRequired(_l("Elija un motivo."))])
    note = StringField(
        _l("Nota"),
        [Optional(), Length(max=200)],
        description=_l("La ven la persona, su empresa y el comité organizador; nadie más."),
    )


class OfferForm(Form):
    """A free slot, and who of the waiting list is offered it."""

    slot_id = SelectField(
        _l("Horario"),
        [InputRequired(_l("Elija un horario."))],
        coerce=number_or_none,
        choices=[],
        validate_choice=False,  # as above
    )
    requests = SelectMultipleField(
        _l("A quién se ofrece"),
        [InputRequired(_l("Elija al menos una empresa."))],
        coerce=int,
        choices=[],
        validate_choice=False,  # as above
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )


class TakingForm(Form):
    """Who comes, to a slot that was offered."""

    person_id = RadioField(
        _l("Quién asistirá"), [InputRequired(_l("Elija quién asistirá."))], coerce=number_or_none, validate_choice=False
    )


class NoteForm(EditForm):
    """What a company notes of another one for itself."""

    text = TextAreaField(
        _l("Qué conviene recordar"),
        [Optional(), Length(max=4000)],
        description=_l("Las lee y las cambia solo su empresa. Para borrarlas, deje el cuadro vacío."),
    )
