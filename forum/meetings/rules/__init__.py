"""The rules of requests and meetings: plain values in, an answer or a refusal out."""
