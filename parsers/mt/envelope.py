"""The envelope around an MT message: its type, its sender, its number end to end, and whether it was refused."""

import re
from dataclasses import dataclass

_TYPE = re.compile(r"\{2:\s*([IO])([0-9]{3})")
_SENDER_OUTPUT = re.compile(r"\{2:O[0-9]{3}[0-9]{4}[0-9]{6}([A-Z0-9]{12})", re.ASCII)
_SENDER_INPUT = re.compile(r"\{1:F01([A-Z0-9]{12})", re.ASCII)
_UETR = re.compile(r"\{121:\s*([0-9a-fA-F-]{36})\s*\}", re.ASCII)
_REFUSED = re.compile(r"\{451:\s*1\s*\}")
_TEST = re.compile(r"\{TNG:")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What an envelope says. `kind` is the message type, empty where no block names one."""

    kind: str = ""
    sender: str = ""  # BIC of the bank that sent it, 8 or 11 characters
    uetr: str = ""
    refused: bool = False  # the network did not take it: an acknowledgement says so
    test: bool = False
    service: bool = False  # an acknowledgement or a system message, no message of its own


def envelope(text: str) -> Envelope:
    """Return what the blocks before the text say (FIN user header and application header)."""
    service = re.match(r"\{1:F2[0-9]", text) is not None
    kind = _TYPE.search(text)
    sender = _SENDER_OUTPUT.search(text)
    if sender is None and kind is not None and kind[1] == "I":
        sender = _SENDER_INPUT.search(text)
    uetr = _UETR.search(text)
    return Envelope(
        kind=kind[2] if kind and not service else "",
        sender=_bic(sender[1]) if sender else "",
        uetr=uetr[1].lower() if uetr else "",
        refused=_REFUSED.search(text) is not None,
        test=_TEST.search(text) is not None,
        service=service,
    )


def _bic(terminal: str) -> str:
    """Return the BIC of a logical terminal: without the terminal's letter, and without the branch of all branches."""
    branch = terminal[9:]
    return terminal[:8] + ("" if branch == "XXX" else branch)
