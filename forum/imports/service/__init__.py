"""Batches: kept, written in bulk, undone; what of each row was written is on record."""
