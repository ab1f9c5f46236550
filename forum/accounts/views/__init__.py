"""Pages of accounts: signing in, one's own account, the team of an edition."""

from forum.accounts.views.account import account
from forum.accounts.views.members import members
from forum.accounts.views.second_step import second_step
from forum.accounts.views.sign_in import accounts
from forum.accounts.views.team import team

__all__ = ["account", "accounts", "members", "second_step", "team"]
