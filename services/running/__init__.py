"""What keeps an installation running: rights, keys, copies, measures, readiness."""
