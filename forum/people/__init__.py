"""Accounts of one human being made one: who is likely there twice, what becomes of each thing, and the trace of it.

It stands above all that refers to a person: a table with such a key that does not say here what becomes of it fails a
test.
"""
