"""The import contracts catch what they are written for: each breach is seeded into the graph of imports and refused."""

import subprocess
import sys
import tomllib
from copy import deepcopy

import grimp
import pytest
from importlinter import configuration
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract
from importlinter.contracts.protected import ProtectedContract
from importlinter.domain.contract import Contract

from forum.settings import ROOT

configuration.configure()

KINDS: dict[str, type[Contract]] = {
    "layers": LayersContract,
    "forbidden": ForbiddenContract,
    "protected": ProtectedContract,
}
SESSION = {"root_packages": ["forum"], "include_external_packages": "True"}
DOMAINS = sorted(
    path.name for path in (ROOT / "forum").iterdir() if (path / "models.py").exists() or (path / "models").is_dir()
)
DOORS = [
    ("reportlab", "forum.printing"),
    ("qrcode", "forum.printing"),
    ("uharfbuzz", "forum.printing"),
    ("bidi", "forum.printing"),
    ("icalendar", "forum.agenda.ical"),
    ("smtplib", "forum.mail.smtp"),
    ("flask_mailman", "forum.mail.smtp"),
    ("huey", "forum.jobs"),
    ("ortools", "forum.scheduling"),
    ("pysat", "forum.scheduling"),
    ("numba", "forum.scheduling"),
]
BREACHES = [
    ("a lower domain knows a higher one", "forum.matchmaking.service.buyers", "forum.meetings.service.meetings"),
    ("the engine knows the house", "forum.scheduling.problem", "forum.core.clock"),
    ("the printer knows a domain", "forum.printing.canvas", "forum.badges.rules"),
    ("the ground floor knows its neighbour", "forum.printing.canvas", "forum.scheduling.problem"),
    ("a service knows its views", "forum.meetings.service.requests", "forum.meetings.views.requests"),
    ("rules know queries", "forum.meetings.rules.requests", "forum.meetings.queries.requests"),
    ("enums know models", "forum.meetings.enums", "forum.meetings.models.requests"),
    ("another domain's views", "forum.badges.views.own", "forum.agenda.views"),
    ("demo knows views", "forum.demo.load", "forum.agenda.views"),
    ("a service knows the web", "forum.meetings.service.requests", "flask"),
    ("a query knows the web", "forum.meetings.queries.requests", "flask_login"),
    ("rules know tables", "forum.meetings.rules.requests", "forum.editions.models"),
    ("rules know the database", "forum.accounts.rules", "sqlalchemy"),
    ("rules know the clock", "forum.checkin.rules", "forum.core.clock"),
    ("a domain knows the hub", "forum.checkin.service.scans", "forum.hub.door"),
    ("the hub's decisions know its pages", "forum.hub.deciding", "forum.hub.pages"),
    *((f"{library} beside its door", "forum.app.home", library) for library, _ in DOORS),
    *((f"{library} in another domain", "forum.registration.service", library) for library, _ in DOORS),
]


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("forum", include_external_packages=True, cache_dir=None)


@pytest.fixture(scope="module")
def contracts() -> list[Contract]:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return [
        KINDS[contract["type"]](
            name=contract["name"],
            session_options=SESSION,
            contract_options={
                key: str(value) if isinstance(value, bool) else value
                for key, value in contract.items()
                if key not in {"name", "type"}
            },
        )
        for contract in options
    ]


def broken(contracts: list[Contract], graph: grimp.ImportGraph) -> list[str]:
    """The names of the contracts this graph breaks; each gets a copy, as it may change what it is given."""
    return [each.name for each in contracts if not each.check(graph=deepcopy(graph), verbose=False).kept]


def test_the_contracts_are_kept(contracts: list[Contract], graph: grimp.ImportGraph) -> None:
    assert broken(contracts, graph) == []


@pytest.mark.parametrize(("breach", "importer", "imported"), BREACHES, ids=[breach for breach, *_ in BREACHES])
def test_a_breach_is_caught(
    contracts: list[Contract], graph: grimp.ImportGraph, breach: str, importer: str, imported: str
) -> None:
    assert {importer, imported} <= graph.modules, "the breach names modules that exist"
    assert imported not in graph.find_modules_directly_imported_by(importer)
    seeded = deepcopy(graph)
    seeded.add_import(importer=importer, imported=imported)
    assert broken(contracts, seeded) != []


@pytest.mark.parametrize(("library", "door"), DOORS)
def test_a_door_is_used_by_whom_it_is_for(graph: grimp.ImportGraph, library: str, door: str) -> None:
    importers = graph.find_modules_that_directly_import(library)
    assert importers
    assert {name for name in importers if name != door and not name.startswith(f"{door}.")} == set()


def test_no_packages_import_each_other_in_a_circle(graph: grimp.ImportGraph) -> None:
    assert graph.nominate_cycle_breakers("forum") == set()


LOAD = """
import importlib, pkgutil, sys
for domain in {domains!r}:
    for kind in ("rules", "enums", "errors"):
        try:
            module = importlib.import_module(f"forum.{{domain}}.{{kind}}")
        except ModuleNotFoundError as error:
            if error.name != f"forum.{{domain}}.{{kind}}":
                raise
            continue
        for each in pkgutil.iter_modules(getattr(module, "__path__", ())):
            importlib.import_module(f"{{module.__name__}}.{{each.name}}")
loaded = {{"sqlalchemy", "flask_sqlalchemy", "flask_login", "wtforms"}} & sys.modules.keys()
assert not loaded, loaded
"""


def test_rules_load_without_the_orm() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOAD.format(domains=DOMAINS)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
