"""Accounts: people, how they sign in, their sessions, and their roles in each edition.

Does not know what a person does at the forum. A role's edition is a plain key: editions are a higher domain.
"""
