"""The kinds of lists that can be imported, in the order in which they are offered."""

from collections.abc import Mapping

from forum.core.errors import NotFound
from forum.imports.enums import ImportKind
from forum.imports.transfer.buyers import Buyers
from forum.imports.transfer.companies import Companies
from forum.imports.transfer.kind import Kind
from forum.imports.transfer.members import Members
from forum.imports.transfer.people import People
from forum.imports.transfer.stands import Stands

KINDS: Mapping[ImportKind, Kind] = {each.kind: each for each in (People(), Buyers(), Companies(), Stands(), Members())}


def kind_named(name: str) -> Kind:
    """The kind of this name.

    Raises:
        NotFound: there is none.
    """
    found = next((each for kind, each in KINDS.items() if kind.value == name), None)
    if found is None:
        raise NotFound
    return found
