"""Which ISO 20022 message a file opens: by the element under Document, else by what its header announces."""

import re
from collections.abc import Iterator
from functools import lru_cache

from kit.findings import Finding, Severity
from parsers.iso20022.elements import Part, root_names

#: element of a message, without a version -> (its number, what it is)
MESSAGES: dict[str, tuple[str, str]] = {
    "BkToCstmrAcctRpt": ("camt.052", "an account report"),
    "BkToCstmrStmt": ("camt.053", "an account statement"),
    "BkToCstmrDbtCdtNtfctn": ("camt.054", "a debit and credit notification"),
    "FIToFICstmrCdtTrf": ("pacs.008", "a customer credit transfer"),
    "FICdtTrf": ("pacs.009", "a credit transfer between banks"),
    "PmtRtr": ("pacs.004", "a return of payments"),
    "RmtAdvc": ("remt.001", "a remittance advice"),
    "CstmrCdtTrfInitn": ("pain.001", "a payer's order of credit transfers"),
}
#: The same, of messages that bring no money and say of none what it is for.
WITHOUT_MONEY: dict[str, tuple[str, str]] = {
    "FIToFIPmtStsRpt": ("pacs.002", "a payment status report"),
    "FIToFICstmrDrctDbt": ("pacs.003", "a direct debit order between banks"),
    "FIToFIPmtRvsl": ("pacs.007", "a request to reverse payments"),
    "FIDrctDbt": ("pacs.010", "a direct debit order between banks"),
    "FIToFIPmtStsReq": ("pacs.028", "a request for a payment status"),
    "MltlSttlmReq": ("pacs.029", "a settlement request"),
    "CstmrPmtStsRpt": ("pain.002", "a payment status report"),
    "CstmrPmtRvsl": ("pain.007", "a request to reverse payments"),
    "CstmrDrctDbtInitn": ("pain.008", "an order to collect direct debits"),
    "MndtInitnReq": ("pain.009", "a mandate request"),
    "MndtAmdmntReq": ("pain.010", "a change of a mandate"),
    "MndtCxlReq": ("pain.011", "a cancellation of a mandate"),
    "MndtAccptncRpt": ("pain.012", "an answer to a mandate request"),
    "CdtrPmtActvtnReq": ("pain.013", "a request for payment"),
    "CdtrPmtActvtnReqStsRpt": ("pain.014", "an answer to a request for payment"),
    "RmtLctnAdvc": ("remt.002", "a note where remittance advice lies"),
    "Rct": ("camt.025", "a receipt of a request"),
    "UblToApply": ("camt.026", "a question about a payment that could not be applied"),
    "ClmNonRct": ("camt.027", "a claim that a payment did not come"),
    "AddtlPmtInf": ("camt.028", "further words about a payment"),
    "RsltnOfInvstgtn": ("camt.029", "an answer to an inquiry or a recall"),
    "NtfctnOfCaseAssgnmt": ("camt.030", "a notice about an inquiry"),
    "RjctInvstgtn": ("camt.031", "a refused inquiry"),
    "CclCaseAssgnmt": ("camt.032", "a cancelled inquiry"),
    "DbtAuthstnReq": ("camt.037", "a request to debit an account"),
    "CstmrPmtCxlReq": ("camt.055", "a customer's request to recall payments"),
    "FIToFIPmtCxlReq": ("camt.056", "a request to recall payments"),
    "NtfctnToRcv": ("camt.057", "an announcement of payments"),
    "NtfctnToRcvCxlAdvc": ("camt.058", "a cancelled announcement of payments"),
    "NtfctnToRcvStsRpt": ("camt.059", "a status report on announced payments"),
    "AcctRptgReq": ("camt.060", "a request for account reports"),
    "ReqToModfyPmt": ("camt.087", "a request to change a payment"),
    "FIToFIPmtChrgsReq": ("camt.106", "a request for charges"),
    "InvstgtnReq": ("camt.110", "an inquiry"),
    "InvstgtnRspn": ("camt.111", "an answer to an inquiry"),
    "MsgRjct": ("admi.002", "a rejection of a message"),
    "SysEvtNtfctn": ("admi.004", "a notice of a system event"),
    "StsReq": ("admi.005", "a request for reports"),
    "RsndReq": ("admi.006", "a request to send again"),
    "RctAck": ("admi.007", "an acknowledgement of a message"),
    "SysEvtAck": ("admi.011", "an acknowledgement of a system event"),
    "TxsRefs": ("admi.024", "a list of references"),
    "AcctOpngInstr": ("acmt.001", "an account opening"),
    "IdVrfctnReq": ("acmt.023", "a request to verify an account"),
    "IdVrfctnRpt": ("acmt.024", "an answer about an account"),
}
#: Names that stand inside other messages as well.
_AMBIGUOUS = frozenset({"Rct", "AddtlPmtInf", "StsReq"})
#: What a reader waits for besides its own: it says what else stands in the file, and lets go of it.
ASTRAY = frozenset({*MESSAGES, *WITHOUT_MONEY, "Ntry", "CdtTrfTxInf", "TxInf"} - _AMBIGUOUS)
_BY_NUMBER = dict((*MESSAGES.values(), *WITHOUT_MONEY.values()))
_READ = frozenset(number for number, _ in MESSAGES.values())
#: A header may be longer than the first bytes; it names the message it heads, as a namespace does.
_ANNOUNCED = re.compile(rb"(?:MsgDefIdr>\s*|tech:xsd:\W?)((?:acmt|admi|auth|camt|pacs|pain|remt)\.\d{3})\.")
_VERSION = re.compile(r"V\d\d$")
_FURTHER = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(" + "|".join(MESSAGES).encode() + rb")(?:V\d\d)?[\s>]")


@lru_cache(maxsize=16)
def heads(head: bytes) -> str:
    """Return the number of the first message the bytes open that we read, empty where they open none.

    Where the bytes end before a message opens, the header or the namespace announces it.
    """
    if not head.lstrip().startswith((b"<", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return ""
    opened = list(_opened(root_names(head)))
    if read := next((number for number in opened if number in _READ), ""):
        return read
    if opened:  # messages without money: another document may follow
        return next((MESSAGES[found[1].decode()][0] for found in _FURTHER.finditer(head)), "")
    announced = _announced(head)
    return announced if announced in _READ else ""


def _opened(names: tuple[str, ...]) -> Iterator[str]:
    """Yield the number of each message among the elements of the first bytes."""
    for name in names:
        plain = _VERSION.sub("", name)
        if found := MESSAGES.get(plain) or WITHOUT_MONEY.get(plain):
            yield found[0]


def _announced(head: bytes) -> str:
    """Return the message that a header or namespace announces."""
    found = _ANNOUNCED.search(head)
    return found[1].decode() if found else ""


def astray(part: Part) -> Finding | None:
    """Return what is said of a message in a file of another kind, None for anything else than a message."""
    plain = _VERSION.sub("", part.node.name)
    if found := WITHOUT_MONEY.get(plain):
        message = f"The file also holds {found[1]} ({found[0]}): no payments, left out"
        return Finding(part.node.line, "message_without_money", message, Severity.NOTE, part.node.raw)
    if found := MESSAGES.get(plain):
        message = f"The file also holds {found[1]} ({found[0]}), which is not read here: give it as a file of its own"
        return Finding(part.node.line, "message_of_another_kind", message, raw=part.node.raw)
    return None


def other(head: bytes) -> str | None:
    """Return what an ISO 20022 message is that holds no money, in words; None for one we read and for all else."""
    if not head.startswith(b"<"):
        return None
    number = next(_opened(root_names(head)), "") or _announced(head)
    if not number or number in _READ:
        return None
    title = _BY_NUMBER.get(number, "an ISO 20022 message")
    return f"{title} ({number}): it holds no payments"


def outline(data: bytes) -> bytes:
    """Return the tag of the first message in a file that we read, empty where it holds none."""
    found = _FURTHER.search(data)
    return b"<" + found[1] + b">" if found else b""
