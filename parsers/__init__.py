"""Bank files in, typed records out: `read` is the one door."""

from parsers.archives import unpacked
from parsers.door import foreign, read, recognised
from parsers.formats import FORMATS, Format
from parsers.reading import Limits, Pin, Reading

__all__ = ["FORMATS", "Format", "Limits", "Pin", "Reading", "foreign", "read", "recognised", "unpacked"]
