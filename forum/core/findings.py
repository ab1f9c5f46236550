"""What `forum doctor` reports: one sentence for each check."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """The result of one check: fine, wrong, or (`is_warning`) worth knowing."""

    sentence: str
    is_fine: bool = True
    is_warning: bool = False


def fine(sentence: str) -> Finding:
    """The check passed."""
    return Finding(sentence=sentence)


def wrong(sentence: str) -> Finding:
    """The check failed; the sentence says how to fix it."""
    return Finding(sentence=sentence, is_fine=False)


def worth_knowing(sentence: str) -> Finding:
    """The check passed, and the operator should know something."""
    return Finding(sentence=sentence, is_warning=True)
