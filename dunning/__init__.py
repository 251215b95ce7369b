"""Dunning: who is asked for money next and why, what they promised, and whether they kept it."""
