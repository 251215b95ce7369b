"""How a file is read: what is refused for its size, and what people have confirmed about a sender's files."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused for its size; each is a setting.

    `bytes_max`: the whole file, and each file unpacked from an archive. `line_bytes_max`: one line of a file of lines.
    `depth_max`: elements or messages inside one another. `text_bytes_max`: one text of an XML file
    or an e-mail, one cell.
    `archive_files_max`, `archive_ratio_max`: files in an archive or parts of a workbook, unpacked bytes for each packed
    one.
    `pdf_bytes_max`, `pdf_pages_max`: a PDF document. `parts_max`, `letters_max`: parts of an e-mail,
    e-mails attached inside one another. `letter_bytes_max`: an e-mail with its attachments. `documents_max`: documents
    of one payment of an advice, lines of a paper, and what several attachments of an e-mail tell together.
    """

    bytes_max: int = 200_000_000
    line_bytes_max: int = 1_000_000
    depth_max: int = 64
    text_bytes_max: int = 1 << 20
    archive_files_max: int = 1000
    archive_ratio_max: int = 200
    pdf_bytes_max: int = 20_000_000
    pdf_pages_max: int = 200
    parts_max: int = 100
    letters_max: int = 8
    letter_bytes_max: int = 50_000_000
    documents_max: int = 100_000


@dataclass(frozen=True, slots=True)
class Pin:
    """What a person confirmed about a sender's files: `kind` names the reader it is for, `body` is its JSON."""

    kind: str
    body: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader is told besides the bytes."""

    limits: Limits = Limits()
    pins: tuple[Pin, ...] = ()
    two_decimals: frozenset[tuple[str, str]] = frozenset()  # (sender, currency) of BAI2 files: parsers/bai/two_decimals

    def pinned(self, kind: str) -> tuple[str, ...]:
        """Return the bodies of the pins for one reader, the newest last."""
        return tuple(pin.body for pin in self.pins if pin.kind == kind)


#: Nothing confirmed, the limits of a first user.
READING = Reading()
