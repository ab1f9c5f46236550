"""The rules of requests about personal data, and how rows lead to their person."""
