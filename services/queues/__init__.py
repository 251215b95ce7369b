"""Queues: what waits for people, whose it is, who stands in for them, and how it is worked."""
