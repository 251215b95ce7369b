"""Simulation: what a past period would have been by other rules, against the rules in force; nothing is written."""
