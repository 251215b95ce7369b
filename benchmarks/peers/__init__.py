"""Other readers of bank files from the package index, in an environment of their own, for the ratios we print."""
