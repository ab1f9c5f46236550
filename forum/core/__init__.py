"""The ground every domain stands on: database, refusals, clock, access, web, languages, tokens.

Knows no domain: nothing here may say edition, company or badge.
"""
