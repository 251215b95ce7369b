"""The HTTP edge, tested through real HTTP and a real browser."""
