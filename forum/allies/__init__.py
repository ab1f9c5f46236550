"""What an ally sees of a forum: its members as figures, its codes, and the contacts that people let it have.

The companies' own data, who belongs to which ally and who represents it are kept in `companies`; consents and what was
handed over in `privacy`.
"""
