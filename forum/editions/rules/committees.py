"""The committees of the organiser, tags of requirements, team and reports: names, one a line, «español | English».

What is tagged keeps the Spanish name, so a tag is read also where the list changed since.
"""

from collections.abc import Sequence

from forum.editions.errors import CommitteesUnreadable

ENGLISH = {
    "Capital Humano": "Human Capital",
    "Seguridad Patrimonial": "Asset Security",
    "Desarrollo de Proveedores": "Supplier Development",
    "Compras": "Purchasing",
    "ASG": "ESG",
    "Excelencia Operativa": "Operational Excellence",
}
COMMITTEES = tuple(ENGLISH)
FIRST_COMMITTEES = "\n".join(f"{name} | {english}" for name, english in ENGLISH.items())
IN_SPANISH = "\n".join(COMMITTEES)
"""What the database writes itself; the English of these names is known."""
HELPS_SUPPLIERS = "Desarrollo de Proveedores"
"""The committee that suppliers turn to with what they lacked, where the list has it."""
MOST, LONGEST = 20, 60


def committee_names(text: str, language: str) -> list[tuple[str, str]]:
    """The committees in a text, each once: the Spanish name, which is kept, and how it is called in "es" or "en"."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        name, _bar, english = (" ".join(part.split()) for part in line.partition("|"))
        if name or english:
            known = name or english
            found.setdefault(known, english or ENGLISH.get(known, known))
    return [(name, english if language == "en" else name) for name, english in found.items()]


def committees_of(text: str) -> Sequence[str]:
    """The Spanish names in a text, each once."""
    return [name for name, _shown in committee_names(text, "es")]


def ensure_committees(text: str) -> str:
    """The text as it is kept.

    Raises:
        CommitteesUnreadable: there are too many names, or one is too long.
    """
    lines: dict[str, str] = {}
    for line in text.splitlines():
        parts = [" ".join(part.split()) for part in line.split("|", 1)]
        written = " | ".join(filter(None, parts))
        if written:
            lines.setdefault(written.partition(" | ")[0], written)
    names = [name for line in lines.values() for name in line.split(" | ")]
    if len(lines) > MOST or any(len(name) > LONGEST for name in names):
        raise CommitteesUnreadable(most=MOST, longest=LONGEST)
    return "\n".join(lines.values())
