"""What packed bytes may unpack to: a bomb is refused by the same limits, be it an archive or a workbook."""

import zipfile
from collections.abc import Sequence

from kit.refusals import TooLarge
from parsers.reading import Limits

#: So small a part is no bomb, whatever its ratio.
SLACK = 1 << 16


def most(packed: int, room: int, limits: Limits) -> int:
    """Return how many bytes so many packed ones may become where there is room for `room`."""
    return min(room, max(SLACK, packed * limits.archive_ratio_max))


def workbook(parts: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse, TooLarge, a workbook of more than `archive_files_max` parts, or that unpacks to more than it may."""
    if len(parts) > limits.archive_files_max:
        raise TooLarge(f"The workbook has {len(parts):,} parts; at most {limits.archive_files_max:,} are taken.")
    for part in parts:
        if part.file_size > most(part.compress_size, limits.bytes_max, limits):
            raise TooLarge(f"The workbook unpacks to {part.file_size:,} bytes in one part: export it again as CSV.")
    if sum(part.file_size for part in parts) > limits.bytes_max:
        raise TooLarge(f"The workbook unpacks to more than {limits.bytes_max:,} bytes: split it.")
