"""Bank files in, typed records out: `read` is the one door."""

from parsers.door import Limits, foreign, read, recognised
from parsers.formats import FORMATS, Format

__all__ = ["FORMATS", "Format", "Limits", "foreign", "read", "recognised"]
