"""Handing a PDF to a printer of this machine, by the command `lp` of CUPS."""

import subprocess
from typing import Final

PATIENCE: Final = 8
"""Seconds that `lp` has to take the file: printing itself is CUPS's."""


class PrinterSilent(Exception):
    """There is no such command or printer, or it did not take the file in time."""


def send_to_printer(pdf: bytes, *, printer: str, wide: float, high: float, title: str) -> None:
    """Print a PDF on a paper of its own size, in millimetres, without scaling.

    Raises:
        PrinterSilent: the printer did not take it.
    """
    options = [f"media=Custom.{wide:g}x{high:g}mm", "print-scaling=none"]
    command = ["lp", "-d", printer, "-t", title, *(word for each in options for word in ("-o", each))]
    try:
        subprocess.run(command, input=pdf, timeout=PATIENCE, check=True, capture_output=True)  # noqa: S603 - names of ours
    except (OSError, subprocess.SubprocessError) as error:
        raise PrinterSilent from error
