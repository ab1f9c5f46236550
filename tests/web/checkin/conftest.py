"""A forum of one day, at noon, for what scanners say without network."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from forum.editions.models import Edition
from tests.builders.editions import ZONE, an_edition

NOW = datetime(2026, 9, 10, 12, 0, tzinfo=ZONE)


@pytest.fixture
def noon() -> Iterator[None]:
    """Noon, and no later."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def edition(app: object, noon: None) -> Edition:
    """An edition that is open today."""
    return an_edition(starts_on=NOW.date(), ends_on=NOW.date())
