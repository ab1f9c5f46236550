"""Queries for drafts, and for the data that planning needs."""
