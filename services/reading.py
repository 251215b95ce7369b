"""How this installation reads files: its limits, from the settings."""

import parsers
from kit.settings import Settings


def reading(settings: Settings) -> parsers.Reading:
    """Return what the readers are told besides the bytes."""
    return parsers.Reading(limits(settings))


def limits(settings: Settings) -> parsers.Limits:
    """Return what is refused for its size."""
    return parsers.Limits(
        bytes_max=settings.file_bytes_max,
        line_bytes_max=settings.line_bytes_max,
        depth_max=settings.depth_max,
        text_bytes_max=settings.text_bytes_max,
        archive_files_max=settings.archive_files_max,
        archive_ratio_max=settings.archive_ratio_max,
    )
