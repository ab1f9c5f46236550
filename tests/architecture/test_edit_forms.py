"""Every form that is filled with what is stored carries which values it showed."""

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path

import forum
from forum.core.edits import EditForm
from forum.core.forms import Form

# filled with a proposal, not with what is stored; RecutForm carries which plan it showed
PROPOSED = {
    "ColleagueInvitationForm",
    "LinkForm",
    "RecutForm",
    "SlotRuleForm",
    "StandChoiceForm",
    "StandMoveForm",
    "StandRangeForm",
}


def forms() -> dict[str, type[Form]]:
    """Every form of the product by its name."""
    modules = [
        importlib.import_module(each.name)
        for each in pkgutil.walk_packages(forum.__path__, "forum.")
        if ".forms" in each.name
    ]
    return {
        name: kind
        for module in modules
        for name, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Form)
    }


def filled() -> set[str]:
    """The names of the forms that are made with `obj` or `data`."""
    calls = [
        node
        for path in Path(forum.__path__[0]).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    return {
        call.func.id
        for call in calls
        if isinstance(call.func, ast.Name) and {each.arg for each in call.keywords} & {"obj", "data"}
    } & set(forms())


def test_a_form_filled_with_what_is_stored_is_an_edit_form() -> None:
    known = forms()
    assert {name for name in filled() if not issubclass(known[name], EditForm)} == PROPOSED
    assert len(filled()) > len(PROPOSED)
