"""Fuzzing of every parser: what must hold whatever the bytes are, and the corpus that is kept of it."""
