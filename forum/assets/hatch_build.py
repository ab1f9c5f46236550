"""Hatchling hook: builds the front end while pip installs, for editable and ordinary wheels alike.

An ordinary wheel also carries what stands beside the package, in ``forum/packed/``: ``forum.settings.ROOT`` is there.
"""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BESIDE = ("templates", "static", "migrations")


def _build_module() -> ModuleType:
    """Load ``build.py`` by its place: ``forum`` is not importable while it is being built."""
    spec = importlib.util.spec_from_file_location("foro_assets_build", Path(__file__).with_name("build.py"))
    if spec is None or spec.loader is None:
        raise ImportError("build.py is missing beside hatch_build.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class AssetsBuildHook(BuildHookInterface[Any]):
    """Runs the front-end build before a wheel is packed; a source distribution needs none."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build ``static/dist/``, leaving it where it is up to date; pack what an ordinary wheel needs."""
        if self.target_name != "wheel":
            return
        _build_module().build_assets()
        if version == "standard":
            for name in BESIDE:
                build_data["force_include"][str(Path(self.root) / name)] = f"forum/packed/{name}"
