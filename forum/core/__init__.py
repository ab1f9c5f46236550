"""What every domain uses: database, refusals, forms, pages, links, history, clock, access, web, languages, tokens.

Knows no domain. Of the edition a request is about it knows four values (`core.edition`).
"""
