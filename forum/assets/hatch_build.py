"""Hatchling hook: builds the front end while pip installs, for editable and ordinary wheels alike."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


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

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build ``static/dist/``; up-to-date files are left as they are."""
        if self.target_name == "wheel":
            _build_module().build_assets()
