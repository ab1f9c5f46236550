"""The refusal of commands to run on an old database; by itself, so that the command line need not load the rest."""


class NotMigrated(Exception):
    """The database is not of this version: the app must not run on it."""
