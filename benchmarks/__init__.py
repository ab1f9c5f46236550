"""Measurements, each runnable as `python -m benchmarks.<name>`; medians, with the machine they ran on."""
