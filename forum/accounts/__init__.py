"""Accounts: people, how they sign in, their sessions, and their roles in each edition.

Refuses to know what a person does at the forum. A role's edition is a plain key here: editions stand above.
"""
