"""Search text: folded so that accents, case and spacing never hide a match (Muñoz = munoz)."""

import unicodedata


def fold(text: str) -> str:
    """Lower-case text without accents and with single spaces: what is stored beside a name and searched."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


def words(text: str) -> list[str]:
    """The folded words of a search, in order, without repeats."""
    return list(dict.fromkeys(fold(text).split()))


def like(word: str) -> str:
    """A LIKE pattern (escape character `\\`) that finds a folded word anywhere."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
