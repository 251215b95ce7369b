"""Targets of key figures: what was set, what was missed, and what was done about it."""
