"""What `forum doctor` finds: one sentence each, good or bad, and what every domain's checks have in common."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing looked at: fine, wrong, or (`is_warning`) worth knowing."""

    sentence: str
    is_fine: bool = True
    is_warning: bool = False


def fine(sentence: str) -> Finding:
    """It is as it should be."""
    return Finding(sentence=sentence)


def wrong(sentence: str) -> Finding:
    """It must be mended; the sentence says how."""
    return Finding(sentence=sentence, is_fine=False)


def worth_knowing(sentence: str) -> Finding:
    """It works, and the operator should know."""
    return Finding(sentence=sentence, is_warning=True)
