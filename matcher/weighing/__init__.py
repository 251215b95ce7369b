"""How strongly an explanation is supported, against what chance, and where the weights come from."""
