"""Looking up companies, their people, the catalogue and the allies."""
