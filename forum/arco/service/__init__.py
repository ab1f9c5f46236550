"""The changes of requests about personal data, and of the data they are about."""
