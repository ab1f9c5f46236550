"""What leaves the system of a report: values in, bytes out."""
