"""What leaves the system about a person: values in, bytes out."""
