"""Bank files in, typed records out: `read` is the one door."""

from parsers.archives import is_archive, unpacked
from parsers.at_once import TABLES, Look, looked, named, whole
from parsers.door import foreign, read, recognised
from parsers.formats import FORMATS, Format
from parsers.reading import Limits, Pin, Reading

__all__ = [
    "FORMATS",
    "TABLES",
    "Format",
    "Limits",
    "Look",
    "Pin",
    "Reading",
    "foreign",
    "is_archive",
    "looked",
    "named",
    "read",
    "recognised",
    "unpacked",
    "whole",
]
