"""What leaves the meetings as a file: a buyer's folder, as PDF to print and as a sheet."""
