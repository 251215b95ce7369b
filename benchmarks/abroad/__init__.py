"""The formats that the world's own morning lacks: a small file of each, about items that the morning leaves unpaid."""
