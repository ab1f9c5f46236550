"""Queries of the numbers of an edition, and of what was changed."""
