"""What the privacy desk does when accounts announce a change, in the same transaction."""

from forum.accounts.signals import AccountReopening
from forum.arco.errors import DataBlocked
from forum.arco.queries.requests import find_block


def keep_blocked_account_closed(event: AccountReopening) -> None:
    """Refuse to open the account of somebody whose data are blocked: it opens when the block ends.

    Raises:
        DataBlocked: they are.
    """
    if find_block(event.person_id) is not None:
        raise DataBlocked
