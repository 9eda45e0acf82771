"""Proves that an old run site and the function that took its place are the same computation, op by op."""
