"""Why a backup is not made or not restored."""


class BackupRefused(Exception):
    """Nothing was changed; the message says why and what to do."""
