"""The command line edge: translates, decides nothing."""
