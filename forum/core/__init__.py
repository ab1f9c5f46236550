"""Core: what every domain uses: database, refusals, forms, paging, links, history, clock, access, languages, tokens.

It does not know any domain. Of the current edition it knows only four values (`core.edition`).
"""
