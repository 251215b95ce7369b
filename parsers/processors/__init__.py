"""Card and wallet processors' settlement reports."""
