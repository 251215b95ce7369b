"""Aging is a question asked of open items on a day; the day is an argument."""
