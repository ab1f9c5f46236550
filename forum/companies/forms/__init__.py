"""The forms about companies, their people and the allies."""
