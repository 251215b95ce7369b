"""What the readers of bank files promise."""
