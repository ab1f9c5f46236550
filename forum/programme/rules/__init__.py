"""Rules of the programme: plain values in, plain values out."""
