"""The hub: a computer on the network of the doors that answers their phones while the centre is away.

While the centre (the site that `forum serve` serves) answers, the hub passes everything on to it. When it does not, the
hub answers scans itself, by the rules of `checkin`, on a copy of the roster and on what it answered since; each of
those scans is in its journal before its answer leaves, and is sent to the centre later as what was told at the door.
The hub has no database of the forum's, knows no name without the badge in front of it, and has no rules of its own.
"""
