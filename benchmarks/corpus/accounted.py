"""Lines of a file that no record and no finding holds, but for those that speak of the file itself."""

import re
from collections.abc import Iterable, Iterator

from parsers.lines import MARKS, decoded
from parsers.records import Control, Record, Statement

#: Format -> how a line begins that says nothing of one payment: heads and trailers, which a statement or control tells.
_MT = (
    r"[{ä][1-5]:|-[}å]|\}\{|-[\s\x03]*$|\$|@@:20:|:(20|21|25P?|28C?|60[FM]|62[FM]|64|65|13D?|34F|90[CD]|86|NS|9[45]\d):"
    r"|:62FC|9[45]0|[A-Z\d ]{1,40}$|\x01|\x03"
)
STANDS: dict[str, str] = {
    "bai2": r"0[123],|0[123] |49|98|99|88,",
    "nai": r"0[123],|49,|98,|99,|88,",
    "lockbox": r"[125789]",
    "nacha": r"101 |[1589]",
    "edi820": r"ISA|GS|ST|SE|GE|IEA",
    "edi823": r"ISA|GS|ST|SE|GE|IEA|AVA|N[1-4]|TRN|DTM|DEP|BAT|AMT|QTY|CUR|REF",
    "remadv": r"UN[A-Z]|BGM",
    "cremul": r"UN[A-Z]|BGM|DTM|NAD\+M|CNT",
    "fedwire": r"$^",
    "bgmax": r"01|05|15|70",
    "coda": r"[01489]",
    "qif": r"!|\^|N|T|D",
    "ofx": r"[^<]|<\??[A-Z/!?>]",
    **dict.fromkeys(("mt940", "mt942", "mt950", "mt103", "mt202", "mt210", "mt900", "mt910"), _MT),
}
#: Format -> what ends its units, where those are not its lines.
UNITS = {
    "bai2": r"\n|/ *(?=\d\d,)|  +(?=(?:03|16|49|88|98|99),)",
    "cremul": r"(?<!\?)'",
    "remadv": r"(?<!\?)'",
    "edi820": r"[~\\\n]",
    "edi823": r"[~\\\n]",
}
_DEBRIS = "\x00\x1a\x0c\ufeff"


def counted(data: bytes, name: str) -> bool:
    """Tell whether a file is one of lines whose account can be given."""
    return name in STANDS and not data.startswith(tuple(mark for mark, _ in MARKS[1:]))


def lost(data: bytes, name: str, records: Iterable[Record]) -> Iterator[str]:
    """Yield each line, or segment, that stands in the text of no record and says something of a payment."""
    told = "\0".join(map(_packed, _texts(records)))
    stands = re.compile(STANDS[name], re.IGNORECASE)
    text = decoded(data)[0].replace("\r\n", "\n").replace("\r", "\n")
    for line in re.split(UNITS.get(name, r"\n"), text):
        plain = _packed(line)
        if plain and plain not in told and not stands.match(line.strip(f"{_DEBRIS} \t\n")):
            yield line


def _texts(records: Iterable[Record]) -> Iterator[str]:
    """Yield what records hold of the file as received, and what a statement says of itself."""
    for one in records:
        if isinstance(one, Statement):
            yield from one.labels.values()
        elif not isinstance(one, Control):
            yield one.raw


def _packed(text: str) -> str:
    """Return a text without blanks and line ends: what was unwrapped is the same text."""
    return "".join(text.split()).strip(_DEBRIS)
