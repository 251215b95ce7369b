"""Read SWIFT MT files: statements (940, 941, 942, 950) and payments and advices (103, 202, 205, 210, 900, 910)."""

from parsers.mt.reader import parse

__all__ = ["parse"]
