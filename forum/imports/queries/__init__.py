"""Batches and their rows; what is stored of whom or what the rows of a sheet are about."""
