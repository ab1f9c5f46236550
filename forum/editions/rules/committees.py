"""The committees of the organiser, by which requirements are tagged: names, kept one a line."""

from collections.abc import Sequence

from forum.editions.errors import CommitteesUnreadable

COMMITTEES = (
    "Capital Humano", "Seguridad Patrimonial", "Desarrollo de Proveedores", "Compras", "ASG", "Excelencia Operativa",
)  # fmt: skip
FIRST_COMMITTEES = "\n".join(COMMITTEES)
MOST, LONGEST = 20, 60


def committees_of(text: str) -> Sequence[str]:
    """The names in a text, one a line, each once."""
    return list(dict.fromkeys(name for line in text.splitlines() if (name := " ".join(line.split()))))


def ensure_committees(text: str) -> str:
    """The text as it is kept.

    Raises:
        CommitteesUnreadable: there are too many names, or one is too long.
    """
    names = committees_of(text)
    if len(names) > MOST or any(len(name) > LONGEST for name in names):
        raise CommitteesUnreadable(most=MOST, longest=LONGEST)
    return "\n".join(names)
