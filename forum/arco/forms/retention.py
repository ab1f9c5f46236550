"""The form of how long data of an edition are kept."""

from wtforms.validators import NumberRange, Optional

from forum.arco.enums import RetentionKind
from forum.arco.labels import KEPT
from forum.arco.rules.retention import LONGEST_MONTHS
from forum.core.edits import EditForm
from forum.core.fields import IntegerField

MONTHS = [Optional(), NumberRange(1, LONGEST_MONTHS)]


class RetentionForm(EditForm):
    """Months after the end of the edition, by kind of data; empty: they are kept."""

    registrations = IntegerField(KEPT[RetentionKind.REGISTRATIONS].word, MONTHS)
    answers = IntegerField(KEPT[RetentionKind.ANSWERS].word, MONTHS)
    notes = IntegerField(KEPT[RetentionKind.NOTES].word, MONTHS)
    requests = IntegerField(KEPT[RetentionKind.REQUESTS].word, MONTHS)
    scans = IntegerField(KEPT[RetentionKind.SCANS].word, MONTHS)
    mails = IntegerField(KEPT[RetentionKind.MAILS].word, MONTHS)

    def wanted(self) -> dict[RetentionKind, int | None]:
        """The months that were typed, by kind."""
        return {kind: self[kind.value].data for kind in RetentionKind}
