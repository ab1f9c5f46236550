"""Fonts that tests of printing share."""

import pytest

from forum.printing.fonts import Fonts
from tests.builders import printing


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    return printing.wide_fonts()


@pytest.fixture(scope="session")
def built_fonts() -> Fonts:
    return printing.built_fonts()


@pytest.fixture(scope="session")
def narrow_fonts() -> Fonts:
    return printing.narrow_fonts()
