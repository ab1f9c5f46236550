"""Markup of a list that is the same but for a few words: drawn once with blanks, and filled in for each row.

    text = render_template("meetings/_supplier_card.html", name=blank("name"), …)     # once for all that look like it
    CARD = Drawn(text, {blank("name"): "name"})
    CARD.filled(name=company.name)                                                    # for each, escaped

What is filled in is never looked into again: a company that is called like a blank stays what it is called.
"""

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape


def blank(name: str) -> str:
    """What stands for a word while a template is drawn; escaping and addresses leave it as it is."""
    return f"-blank-for-{name}-"


class Drawn:
    """What a template drew with blanks; `blanks`: the value's name by what stands for it."""

    __slots__ = ("_blanks", "_pieces")

    def __init__(self, text: str, blanks: Mapping[str, str]) -> None:
        self._pieces = re.split(f"({'|'.join(map(re.escape, blanks))})", text)
        self._blanks = dict(blanks)

    def filled(self, **values: Any) -> Markup:
        """The markup with a value in each blank."""
        written = {stand_in: str(escape(values[name])) for stand_in, name in self._blanks.items()}
        return Markup("".join([written.get(piece, piece) for piece in self._pieces]))  # noqa: S704 # drawn, and escaped
