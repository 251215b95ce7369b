"""ACH addenda 98 and 99: returns, dishonoured and contested returns, notifications of change and their refusals.

Columns: Nacha Operating Rules, appendices on returns and on notifications of change.
"""

from collections.abc import Iterator

from kit.findings import Finding, Severity
from kit.money import decimal
from parsers.codes.nacha_returns import CHANGES, FIELD_ERRORS, RETURNS
from parsers.nacha.records import Line
from parsers.nacha.told import Told
from parsers.records import Ref, Reference
from parsers.x12.set_820 import day

NOTICE_OF_CHANGE = "98"
RETURN = "99"
ANSWERS = frozenset({NOTICE_OF_CHANGE, RETURN})
_DISHONOURED = frozenset(f"R{number}" for number in range(61, 71))
_CONTESTED = frozenset(f"R{number}" for number in range(71, 78))
_REFUSED = frozenset(f"C{number}" for number in range(61, 70))
_FIELDS_WRONG = "R69"
_CURRENCY = "USD"

#: change code -> (label, columns inside the corrected data) of each value it corrects
CORRECTED: dict[str, tuple[tuple[str, int, int], ...]] = {
    "C01": (("account", 0, 17),),
    "C02": (("routing", 0, 9),),
    "C03": (("routing", 0, 9), ("account", 12, 29)),
    "C04": (("name", 0, 22),),
    "C05": (("transaction code", 0, 2),),
    "C06": (("account", 0, 17), ("transaction code", 20, 22)),
    "C07": (("routing", 0, 9), ("account", 9, 26), ("transaction code", 26, 28)),
    "C08": (("receiving bank", 0, 29),),
    "C09": (("individual id", 0, 22),),
}


def returned(line: Line, *, international: bool) -> Told:
    """Read a return (99): the reason in words, and the traces of what it takes back, the original entry's first.

    A dishonoured return points to the return as well, a contested one to the dishonour too. With a code of change it
    contradicts itself: a change moves no money, so an amount says that it is a return.
    """
    reason = line.cut(4, 6).upper()
    references = [stated_original(line)]
    if reason in _DISHONOURED | _CONTESTED:
        references.append(Reference(Ref.ORIGINAL, line.cut(39, 53)))
    if reason in _CONTESTED:
        references.append(Reference(Ref.ORIGINAL, line.cut(59, 73)))
    words = [f"{reason} {RETURNS.get(reason, 'return')}", *_words(line, reason, international=international)]
    findings = () if reason in RETURNS else (_unknown(line, "return_code_unknown", reason),)
    contradicts = reason.startswith("C")
    if contradicts:
        findings = (_contradiction(line, f"Addenda 99 tells a return, its code {reason} a change"),)
    kept = tuple(one for one in dict.fromkeys(references) if one.value.strip("0"))
    return Told(references=kept, text=tuple(words), findings=findings, reason=reason, contradicts=contradicts)


def _words(line: Line, reason: str, *, international: bool) -> Iterator[str]:
    """Yield the further words of a return by its kind."""
    if reason in _DISHONOURED | _CONTESTED:
        if code := line.cut(57, 58):
            yield f"RETURN R{code} {RETURNS.get('R' + code, '')}".rstrip()
        if reason in _CONTESTED:
            if code := line.cut(77, 78):
                yield f"DISHONOUR R{code} {RETURNS.get('R' + code, '')}".rstrip()
        elif more := line.cut(59, 79):
            yield more
            if reason == _FIELDS_WRONG:
                yield from (FIELD_ERRORS[part] for part in more.split("*") if part in FIELD_ERRORS)
        return
    if died := day(line.cut(22, 27)):
        yield f"DATE OF DEATH {died.isoformat()}"
    if international and (amount := line.number_at(36, 45)):
        yield f"FORWARD AMOUNT {decimal(amount, _CURRENCY)}"
    if more := line.cut(46 if international else 36, 79):
        yield more


def changed(line: Line) -> Told:
    """Read a notification of change (98), or one that was refused: never cash, a note for the payer's master data."""
    reason = line.cut(4, 6).upper()
    words = f"{reason} {CHANGES.get(reason, 'change')}"
    data = "; ".join(_corrected(line, reason))
    message = f"Notification of change {reason}, {CHANGES.get(reason, 'unknown')}: {data}".rstrip(": ")
    findings = [Finding(line.number, "notification_of_change", message, Severity.NOTE, line.text.rstrip())]
    contradicts = reason in RETURNS
    if contradicts:
        findings.append(_contradiction(line, f"Addenda 98 tells a change, its code {reason} a return"))
    elif reason not in CHANGES:
        findings.append(_unknown(line, "change_code_unknown", reason))
    text = (words, data) if data else (words,)
    told = tuple(findings)
    return Told(references=(stated_original(line),), text=text, findings=told, reason=reason, contradicts=contradicts)


def _corrected(line: Line, reason: str) -> Iterator[str]:
    """Yield the corrected values with their names; of a refusal what it refuses as well."""
    if reason in _REFUSED:
        code = line.cut(65, 67).upper()
        yield f"refuses {code} {CHANGES.get(code, '')} of trace sequence {line.cut(68, 74)}".replace("  ", " ")
        if data := line.cut(36, 64):
            yield data
        return
    data = line.text[35:64]
    parts = [(label, data[first:last].strip()) for label, first, last in CORRECTED.get(reason, (("", 0, 29),))]
    yield from (f"{label} {value}".strip() for label, value in parts if value)


def _contradiction(line: Line, message: str) -> Finding:
    """Return the finding of a code that belongs to the other type of addenda."""
    said = f"{message}: what has an amount is taken for a return and not trusted, what has none is a notice"
    return Finding(line.number, "return_or_change", said, Severity.WARNING, line.text.rstrip())


def _unknown(line: Line, code: str, reason: str) -> Finding:
    """Return the finding of a code that is in no list."""
    return Finding(line.number, code, f"No list has the code {reason!r}", Severity.WARNING, line.text.rstrip())


def stated_original(line: Line) -> Reference:
    """Return the original trace of a return or notification of change (columns 7 to 21)."""
    return Reference(Ref.ORIGINAL, line.cut(7, 21))
