"""The components of `templates/ui/`, which every template calls without an import: `ui.button(…)`, `ui.table(…)`.

The names are flat: a component is called by its macro's name, whichever file draws it, so no two files define the same
name. Each macro is described in one comment above it. Macros see what the environment gives (`_`, `url_for`,
`csrf_token`, filters), never the page that calls them: what they show is handed to them.
"""

from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from jinja2 import Environment

from forum.core.compiled import Compiled
from forum.core.i18n import locale_name

FILES = (
    "page", "ways", "nav", "filters", "button", "dialog", "forms", "field", "choice", "data", "table", "listing",
    "paging", "status", "steps", "numbers", "chart", "media", "eye", "agenda", "pocket", "icon", "shell/parts",
)  # fmt: skip

REPEATED = ("icon", "tone_icon", "tag", "label_tag", "colour", "reason")
"""Components that draw the same from the same values, whoever looks."""
MOST = 1000


def init_ui(app: Flask) -> None:
    """Give the templates `ui`, and keep them compiled in the data directory: each process would else compile them."""
    if app.jinja_env.bytecode_cache is None:
        app.jinja_env.bytecode_cache = Compiled(app.config["FORO"].data_dir / "templates")
    app.jinja_env.globals.update(ui=Components(app.jinja_env), Question=Question)


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What is asked before a button does its work. Both answers say what they do: there is no bare yes.

    Question(_("¿Cancelar el registro?"), yes=_("Sí, cancelar el registro"), no=_("No, conservarlo"))
    """

    asked: str = field(kw_only=False)
    yes: str
    no: str

    def attributes(self) -> dict[str, str]:
        """What the form tells the script. A plain sentence has no such verb: the template that forgot fails."""
        return {"data-confirm": self.asked, "data-confirm-yes": self.yes, "data-confirm-no": self.no}


class _Drawn:
    """A component that a list repeats, kept by the language and what it shows: drawing it is half of a list's time."""

    def __init__(self, macro: Any) -> None:
        self._macro = macro
        self._kept: dict[Any, Any] = {}

    def __call__(self, *shown: Any, **named: Any) -> Any:
        """What the macro draws. Text and markup of the same letters are told apart, as they are escaped or not."""
        values = (*shown, *named.values())
        key = (locale_name(), *named, *map(type, values), *map(str, values))
        drawn = self._kept.get(key)
        if drawn is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            drawn = self._kept[key] = self._macro(*shown, **named)
        return drawn


class Components:
    """Every macro of `FILES` as an attribute, read with the first one that is called."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> Any:
        """The component of this name, the first time; later it is found without asking here.

        Raises:
            AttributeError: there is none.
        """
        macros = self._macros()
        if name not in macros:
            raise AttributeError(name)
        if not self._environment.auto_reload:  # while somebody edits them, they are read again
            self.__dict__.update(macros | {each: _Drawn(macros[each]) for each in REPEATED})
        return macros[name]

    def _macros(self) -> dict[str, Any]:
        modules = [self._environment.get_template(f"ui/{file}.html").module for file in FILES]
        return {name: macro for module in modules for name, macro in vars(module).items() if name[0] != "_"}
