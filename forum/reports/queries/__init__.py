"""The rows that the report counts."""
