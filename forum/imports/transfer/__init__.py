"""From the rows of a sheet to the rows of the domains: what each kind of list says, finds and writes."""
