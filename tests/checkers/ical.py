"""Checkers of calendar files, independent of ours: libical, ical.js in strict mode, vobject.

`assert_valid_calendar(data)` asks all of them. Each `*_faults` function answers the faults one checker finds, in its
own words. A checker that is not installed skips the test with a reason, and fails it when CI=true.
"""

import ctypes
import json
import os
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import pytest
import vobject
from vobject.base import VObjectError

from forum.assets.build import MODULES, AssetsNotBuilt, install_tools

SCRIPT = Path(__file__).with_name("ical.mjs")
ICAL_JS = MODULES / "ical.js" / "dist" / "ical.js"


def assert_valid_calendar(data: bytes) -> None:
    """Every checker reads the calendar and none finds a fault."""
    assert_valid_calendars([data])


def assert_valid_calendars(calendars: Sequence[bytes]) -> None:
    """The same for several calendars, with one start of node."""
    for data in calendars:
        faults = line_faults(data) + libical_faults(data) + vobject_faults(data)
        assert not faults, f"{faults}\n{data.decode(errors='replace')}"
    for data, found in zip(calendars, ical_js_faults(calendars), strict=True):
        assert not found, f"{found}\n{data.decode(errors='replace')}"


def line_faults(data: bytes) -> list[str]:
    """Faults of the content lines themselves, which the parsers forgive (RFC 5545, 3.1)."""
    faults = []
    if not data.endswith(b"\r\n"):
        faults.append("the last line does not end in CRLF")
    for number, line in enumerate(data.removesuffix(b"\r\n").split(b"\r\n"), start=1):
        if len(line) > 75:
            faults.append(f"line {number} has {len(line)} octets")
        if b"\r" in line or b"\n" in line:
            faults.append(f"line {number} has a lone line break")
        if any(octet < 32 and octet != 9 for octet in line) or 127 in line:
            faults.append(f"line {number} has a control character")
        try:
            line.decode()
        except UnicodeDecodeError:
            faults.append(f"line {number} is not UTF-8 by itself")
    return faults


@cache
def _libical() -> ctypes.CDLL:
    try:
        library = ctypes.CDLL("libical.so.3")
    except OSError:
        _absent("libical 3 is not installed (Debian package libical3)")
    library.icalparser_parse_string.restype = ctypes.c_void_p
    library.icalparser_parse_string.argtypes = [ctypes.c_char_p]
    library.icalcomponent_as_ical_string.restype = ctypes.c_char_p
    for name in ("icalrestriction_check", "icalcomponent_count_errors"):
        getattr(library, name).restype = ctypes.c_int
    for name in ("icalrestriction_check", "icalcomponent_count_errors", "icalcomponent_free"):
        getattr(library, name).argtypes = [ctypes.c_void_p]
    library.icalcomponent_as_ical_string.argtypes = [ctypes.c_void_p]
    return library


def libical_faults(data: bytes) -> list[str]:
    """Faults found by libical: parse errors, and breaches of the tables of RFC 5545 and RFC 5546 for the method."""
    library = _libical()
    component = library.icalparser_parse_string(data)
    if not component:
        return ["libical cannot read it"]
    try:
        parse_errors = library.icalcomponent_count_errors(component)
        allowed = library.icalrestriction_check(component)
        if not parse_errors and allowed and not library.icalcomponent_count_errors(component):
            return []
        text = library.icalcomponent_as_ical_string(component).decode(errors="replace")
        unfolded = text.replace("\r\n ", "")
        return [line for line in unfolded.splitlines() if line.startswith("X-LIC-ERROR")] or ["libical refuses it"]
    finally:
        library.icalcomponent_free(component)


def vobject_faults(data: bytes) -> list[str]:
    """Faults found by vobject's reading and validation."""
    try:
        calendars = list(vobject.readComponents(data.decode()))
        for calendar in calendars:
            calendar.validate(raiseException=True)
    except (VObjectError, ValueError) as error:
        return [f"{type(error).__name__}: {error}"]
    return [] if len(calendars) == 1 else [f"{len(calendars)} calendars in one file"]


def ical_js_faults(calendars: Sequence[bytes]) -> list[list[str]]:
    """For each calendar the faults found by ical.js in strict mode."""
    found: list[list[str]] = _read_by_ical_js(calendars, "faults")
    return found


def ical_js_starts(calendars: Sequence[bytes]) -> list[list[datetime]]:
    """For each calendar when its events start, as ical.js reads its zone."""
    return [[datetime.fromtimestamp(each, UTC) for each in found] for found in _read_by_ical_js(calendars, "starts")]


def _read_by_ical_js(calendars: Sequence[bytes], reading: str) -> Any:
    answer = subprocess.run(
        [_node(), str(SCRIPT), str(ICAL_JS), reading],
        input=json.dumps([data.decode(errors="replace") for data in calendars]),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return json.loads(answer.stdout)


@cache
def _node() -> str:
    try:
        return install_tools().executable
    except AssetsNotBuilt as error:
        _absent(str(error))


def _absent(reason: str) -> NoReturn:
    """Skip where a person works, fail where the product is judged."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
