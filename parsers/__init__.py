"""Bank files in, entries and findings out; `read` is the one door."""
