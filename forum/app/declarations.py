"""What the domains declare of themselves: words of values, personal data, settings that are logged, lists."""

from flask import Flask

from forum.app.configured import CONFIGURED
from forum.app.labels import LABELS
from forum.app.lists import init_lists
from forum.app.personal import PERSONAL_DATA
from forum.core.configuration import init_configuration
from forum.core.labels import init_labels
from forum.core.personal import init_personal_data


def init_declarations(app: Flask) -> None:
    """Set what the domains declare."""
    init_labels(app, LABELS)
    init_personal_data(app, PERSONAL_DATA)
    init_configuration(app, CONFIGURED)
    init_lists(app)
