"""What a recording reached, and what it did not."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from benchmarks.pages.entries import Entry

METHODS = (" GET ", " POST ")


def coverage(entries: Mapping[str, Entry], rules: Mapping[str, Iterable[str]]) -> list[str]:
    """Per method: how many rules answered somebody with a page (or, changed, with a redirect); those that did not."""
    seen: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for key, entry in entries.items():
        for method in METHODS:
            if method in key.replace("+HX", ""):
                seen[method.strip(), entry["rule"]].add(str(entry["status"]))
    lines = []
    for method, wanted in rules.items():
        all_rules = sorted(set(wanted))
        reached = [rule for rule in all_rules if any(status.startswith("2") for status in seen[method, rule])]
        lines.append(f"{method}: {len(reached)} of {len(all_rules)} rules answered somebody with 200")
        lines += [
            f"  not {rule}: {', '.join(sorted(seen[method, rule])) or 'never asked for'}"
            for rule in all_rules
            if rule not in reached
        ]
    mails = {entry["rule"] for entry in entries.values() if entry["rule"].startswith("mail ")}
    missing = [key for key, entry in entries.items() if str(entry["status"]).startswith("no such form")]
    crashed = [key for key, entry in entries.items() if str(entry["status"]).startswith("5")]
    lines.append(f"Mails: {len(mails)} kinds")
    return [*lines, *(f"No such form: {key}" for key in missing), *(f"Crashed: {key}" for key in crashed)]
