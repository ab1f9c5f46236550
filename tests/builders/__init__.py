"""Builders: the shortest way to a valid thing in the database, with only what a test cares about spelled out."""
