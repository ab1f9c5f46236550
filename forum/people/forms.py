"""The form of a merge."""

from forum.core.fields import HiddenField
from forum.core.forms import Form


class MergeForm(Form):
    """Which registration goes; the one of the page stays."""

    other = HiddenField()
