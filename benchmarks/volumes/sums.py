"""Amounts of the large files as their formats write them."""


def written(minor: int, point: str = ".") -> str:
    """Return hundredths as a decimal, no group marks."""
    return f"{minor // 100}{point}{minor % 100:02}"
