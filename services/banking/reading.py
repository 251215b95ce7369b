"""How this installation reads files: its limits, from the settings, and what people have confirmed."""

import ledger
import parsers
from kit.settings import Settings
from services.workspace import Workspace


def reading(workspace: Workspace) -> parsers.Reading:
    """Return what the readers are told besides the bytes."""
    with workspace.database.reading() as connection:
        rows = ledger.reads.pins(connection, workspace.settings.entity).iter_rows(named=True)
        pins = tuple(parsers.Pin(row["kind"], row["body"]) for row in rows)
    return parsers.Reading(limits(workspace.settings), pins, two_decimals(workspace.settings))


def two_decimals(settings: Settings) -> frozenset[tuple[str, str]]:
    """Return (sender, currency) of the banks that write currencies without decimals with two."""
    pairs = (each.rpartition(":") for each in settings.bai2_two_decimals.split())
    return frozenset((sender, currency) for sender, _, currency in pairs)


def limits(settings: Settings) -> parsers.Limits:
    """Return what is refused for its size."""
    return parsers.Limits(
        bytes_max=settings.file_bytes_max,
        line_bytes_max=settings.line_bytes_max,
        depth_max=settings.depth_max,
        text_bytes_max=settings.text_bytes_max,
        archive_files_max=settings.archive_files_max,
        archive_ratio_max=settings.archive_ratio_max,
        pdf_bytes_max=settings.pdf_bytes_max,
        pdf_pages_max=settings.pdf_pages_max,
        parts_max=settings.parts_max,
        letters_max=settings.letters_max,
        documents_max=settings.documents_max,
        letter_bytes_max=settings.letter_bytes_max,
    )
