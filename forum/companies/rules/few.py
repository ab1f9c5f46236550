"""How many must stand behind a number that is told, so that it tells nothing of one of them."""

from collections.abc import Collection, Sequence

LEAST = 5
"""What may identify a person or a company is told from five on."""


def hidden_lines(sizes: Sequence[int], telling: Collection[int]) -> frozenset[int]:
    """The places of the lines not to be told, of groups of these sizes that add up to a total which is told.

    `telling`: the places of those that must not be. If what is hidden is one line, or fewer than five altogether, the
    total would give it away: then the smallest other one that is not empty goes too, and so on.
    """
    hidden = {place for place in telling if sizes[place]}
    others = [place for place, size in enumerate(sizes) if size and place not in hidden]
    for place in sorted(others, key=sizes.__getitem__):
        if not hidden or (len(hidden) > 1 and sum(sizes[each] for each in hidden) >= LEAST):
            break
        hidden.add(place)
    return frozenset(hidden)
