"""Credit at the desk: orders checked, held ones let go, limits granted, applications decided, accounts reviewed."""
