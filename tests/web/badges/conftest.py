"""A PDF as a person reads it."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def words_of(tmp_path: Path) -> Callable[[bytes], list[str]]:
    """The text of every page of a PDF, in reading order, without white space."""

    def read(pdf: bytes) -> list[str]:
        path = tmp_path / "x.pdf"
        path.write_bytes(pdf)
        text = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True).stdout
        return ["".join(page.split()) for page in text.split("\f")[:-1]]

    return read
