"""What a company's page is about: the edition of the address, of which companies know no more than its key and name."""

from typing import Protocol, cast

from flask import g


class EditionOfAddress(Protocol):
    """The little that companies need of the edition whose address was opened."""

    id: int
    slug: str
    name: str


def address_edition() -> EditionOfAddress:
    """The edition of the address; every page of companies lies below one."""
    return cast("EditionOfAddress", g.edition)
