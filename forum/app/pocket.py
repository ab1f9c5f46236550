"""What a person's browser keeps, so that it opens without network: their registration, agenda and badge, nothing else.

A page belongs here only if all that it says of others is whom its reader meets: never lists, never forms to fill in.
"""

from forum.core.pocket import Family

POCKET: tuple[Family, ...] = (
    Family(
        pages=("registration.registration_show", "agenda.link_day_show", "badges.link_badge_show"),
        pictures=("badges.link_symbol_show",),
    ),
    Family(pages=("agenda.day_show", "badges.badge_show"), pictures=("badges.symbol_show",)),
)
