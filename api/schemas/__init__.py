"""The JSON shapes, one file a noun."""
