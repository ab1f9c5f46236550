"""Accounts: people, how they sign in, their sessions, and their roles in each edition.

It does not know what a person does at the forum. The edition of a role is a plain key: editions are a higher domain.
"""
