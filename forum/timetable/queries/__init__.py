"""Looking up drafts, and what planning reads of an edition."""
