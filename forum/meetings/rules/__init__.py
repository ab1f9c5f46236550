"""The decisions of the meetings: plain values in, an answer or a refusal out."""
