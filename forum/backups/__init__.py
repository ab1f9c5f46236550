"""Backups of one installation: one file with the database and the files people sent, and how it is restored."""
