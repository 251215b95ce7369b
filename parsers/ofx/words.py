"""What the words of an OFX transaction say: how it travelled, whether it came back, whose lockbox it fills."""

import re

from parsers.bai.text import NOTHING, Facts, facts
from parsers.records import Method

#: Words that name how money travelled where the type does not, by the method's name.
_TRAVELLED = re.compile(
    r"\b(?:(?P<WIRE>WIRE|FEDWIRE|SWIFT|TED)|(?P<INSTANT>RTP|FEDNOW|ZELLE|PIX)"
    r"|(?P<ACH>ACH|ORIG CO NAME|CO ENTRY DESCR|SEPA)|(?P<CARD>VISA|MASTERCARD|CARTAO|CARTÃO|CARD PURCHASE))\b"
)
_RETURNED = re.compile(
    r"\b(?:RET(?:URN(?:ED)?|ND)?|RTND?)[ -]+(?:OF )?"
    r"(?:DEP(?:OSIT(?:ED)?)?|CHE(?:CK|QUE)S?|CHKS?|ITEMS?|ACH|PAYMENTS?)\b"
    r"|\bDEP(?:OSIT(?:ED)?)? (?:ITEMS? |CHE(?:CK|QUE)S? )?RET(?:URN(?:ED)?)?\b"
    r"|\bCHARGE ?BACK\b|\bNSF\b|\bINSUFFICIENT FUNDS\b|\bDISHONOU?RED\b|\bREVERS(?:AL|ED)\b"
)
_FEE = re.compile(r"\bFEES?\b|\bSERVICE CH|\bCHARGE\b(?! ?BACK)")
_EARNED = re.compile(r"\b(?:DIVIDEND|INTEREST) (?:EARNED|PAID|CREDIT|PAYMENT)\b")
_LOCKBOX = re.compile(r"\b(?:LOCK ?BOX|LBX|LKBX)\b")
#: Without one of these a text says nothing of what is asked here.
_SPEAKS = re.compile(
    r"[:=#]|\b(?:RET|RTN|DEPOSIT|DEP |CHARGE|NSF|INSUFF|DISHON|REVERS|DIVIDEND|INTEREST|LOCK|LBX|LKBX|SWEEP|ZBA|ZERO"
    r"|FEE|CASH CONC|SETTLE|BATCH|WIRE|FEDWIRE|SWIFT|TED|RTP|FEDNOW|ZELLE|PIX|ACH|ORIG|CO |SEPA|VISA|MASTER|CART|CARD)"
)
#: Without one of these a text holds nothing that a label would find.
_LABELS = re.compile(
    r"[:=#]|\b(?:LOCK ?BOX|LBX|LKBX|SWEEP|ZBA|ZERO BALANCE|INTEREST|FEE|CONCENTRATION|SETTLEMENT|BATCH)\b"
)
#: A name made of such words alone is the bank's word for the transaction, not a payer.
_NO_NAME = re.compile(
    r"(?:(?:ACH|BRANCH|CASH|CHECK|CREDIT|CUSTOMER|DEPOSIT|DEPOSITS|DIRECT|ELECTRONIC|FEDWIRE|IN|INBOUND|INCOMING"
    r"|LOCKBOX|MISC|MISCELLANEOUS|MOBILE|ONLINE|PAYMENT|RECEIVED|REMOTE|RTP|TRANSFER|WIRE|PIX|TED|DOC|DEP|XFER|CAPTURE)"
    r"\b[ \d#.-]*)+",
    re.IGNORECASE,
)
_NAME_WIDTH = 32  # NAME ends there, and a bank whose text is longer goes on in MEMO


def speaks(text: str) -> bool:
    """Tell whether a text in capitals can answer any question here: most are names and numbers alone."""
    return _SPEAKS.search(text) is not None


def travelled(text: str) -> Method | None:
    """Return how the money travelled, where the words (in capitals) say it."""
    found = _TRAVELLED.search(text)
    return Method[found.lastgroup] if found and found.lastgroup else None


def returned(text: str) -> bool:
    """Tell whether a debit takes back what was deposited; the fee for doing so does not."""
    return _RETURNED.search(text) is not None and _FEE.search(text) is None


def earned(text: str) -> bool:
    """Tell whether a credit is interest or a dividend of the bank's, whatever its type says."""
    return _EARNED.search(text) is not None


def lockbox(text: str, found: Facts) -> str:
    """Return the number of the lockbox whose deposit this is, empty where none is named."""
    return found.lockbox if found.lockbox and _LOCKBOX.search(text) else ""


def says_no_name(name: str) -> bool:
    """Tell whether a name is only the bank's word for the transaction (`ACH CREDIT`)."""
    return _NO_NAME.fullmatch(name) is not None


def facts_of(name: str, memo: str, currency: str, minor: int) -> Facts:
    """Return what labels in the text give, as in BAI2 text; a name cut at its width goes on in the memo."""
    if _LABELS.search(f"{name} {memo}".upper()) is None:
        return NOTHING
    lines = [line for line in memo.split("\n") if line]
    if lines and name and not lines[0].startswith(name):
        lines[0] = name + ("" if len(name) == _NAME_WIDTH else " ") + lines[0]
    elif not lines:
        lines = [name]
    return facts(lines, lines, currency, minor)
