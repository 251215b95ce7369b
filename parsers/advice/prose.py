"""A payment told in sentences, as in: we paid invoices 1001, 1002 and 1003, 1,500.00 by ACH on 19 Nov 2026."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from parsers.advice.draft import Draft
from parsers.advice.lines import Line
from parsers.advice.rows import Row
from parsers.advice.values import DAY, WRITTEN, Conventions
from parsers.advice.words import Role

#: The words before documents, and what the documents are.
_NOUNS = re.compile(
    r"\b(?P<credit>credit (?:memos?|notes?)|gutschrift(?:en)?|avoirs?)|(?P<debit>debit (?:memos?|notes?))"
    r"|(?P<invoice>invoices?|inv|bills?|rechnung(?:en)?|factures?|facturas?|facturen|factuur)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:\s|[.:#№(]|\b(?:nos?|nrs?|numbers?|numbered|n°|are|as follows|listed below|below|following)\b\.?)*",
    re.IGNORECASE,
)
#: A document's number: a digit in it, no day and no amount (these are blanked out before).
_NUMBER = re.compile(r"#?(?P<number>(?:[A-Z]{1,6}[ -]?)?(?=[A-Z0-9/_-]*[0-9])[A-Z0-9][A-Z0-9/_-]{0,24})(?![A-Za-z0-9])")
_BETWEEN = re.compile(r"(?:\s*(?:,|;|&|\+|/|\band\b|\bund\b|\bet\b|\by\b|\ben\b|\s|[-*•–])\s*)+", re.IGNORECASE)
#: What a day and an amount are blanked out with.
_DAY, _AMOUNT = "\x00", "\x01"
_OF_ITS_OWN = re.compile(
    r"\s*(?:,?\s*(?:dated|of|from|vom|du)?\s*\x00+)?\s*(?:\(|[:=–-]+|for|of|in the amount of|über|\s)?\s*",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"\b(?:paid|pay(?:ing|ment|s)?|remit(?:ted|tance)?|sent|transfer(?:red)?|wired|settl(?:ed|ement|ing)|gezahlt|bezahlt"
    r"|überwiesen|payé|réglé|virement|pagado|pago|betaald|cheque|check|ach|wire)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:overdue|past due|please pay|kindly pay|reminder|remind you|unpaid|will be paid|statement of)\b",
    re.IGNORECASE,
)
_NAMED: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.CHECK, re.compile(r"\b(?:check|cheque)\s*(?:no\.?|number|nr\.?|#)?\s*:?\s*#?([0-9]{3,12})\b", re.IGNORECASE)),
    (Role.TRACE, re.compile(r"\btrace\s*(?:no\.?|number|id|#)?\s*:?\s*#?([0-9]{6,20})\b", re.IGNORECASE)),
    (
        Role.PAYMENT,
        re.compile(
            r"\b(?:payment|wire|ach|transfer|eft|transaction|bank)?\s*(?:reference|ref\.?|id|confirmation)\s*"
            r"(?:no\.?|number|nr\.?|#|code)?\s*(?:is|:)?\s*#?((?=[A-Z0-9-]*[0-9])[A-Z0-9][A-Z0-9-]{3,34})\b",
            re.IGNORECASE,
        ),
    ),
)
#: A payment's number right behind the word for it: `our payment EP3047723 of 2,900.00`, `Remittance advice 4700112`.
_CALLED = re.compile(
    r"\b(?:payment|remittance(?: advice)?|payment advice|advice|eft|zahlung|zahlungsavis|avis|paiement|pago)\s*"
    r"(?:no\.?|number|nr\.?|ref(?:erence)?\.?|id)?\s*[:#–-]?\s*#?"
    r"(?P<number>(?=(?:[A-Z-]*[0-9]){4})[A-Z0-9][A-Z0-9-]{5,34})\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^\s*>|^On .{5,120}wrote:\s*$|^-{2,} ?Original Message ?-{2,}", re.IGNORECASE)
_TOTAL = re.compile(
    r"\b(?:total(?:ling|ing|s)?|in all|sum|altogether|amount(?:ing)? (?:to|of)|insgesamt|gesamt)\b", re.IGNORECASE
)


@dataclass(slots=True)
class Prose:
    """A text with its amounts and days set apart, so that no number is read twice."""

    text: str
    amounts: list[tuple[int, int, int]] = field(default_factory=list)  # start, end, minor units
    days: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def blanked(self) -> str:
        """Return the text with amounts and days blanked out, places kept."""
        letters = list(self.text)
        for start, end, _ in self.days:
            letters[start:end] = _DAY * (end - start)
        for start, end, _ in self.amounts:
            letters[start:end] = _AMOUNT * (end - start)
        return "".join(letters)


def fresh(rows: Sequence[Row]) -> list[Row]:
    """Return the lines of a letter without those it answers to."""
    kept: list[Row] = []
    for row in rows:
        if _QUOTED.search(row.raw):
            if not row.raw.lstrip().startswith(">"):
                break
            continue
        kept.append(row)
    return kept


def paid(rows: Sequence[Row]) -> bool:
    """Tell whether the words speak of paying, and of nothing that is still to be paid."""
    return _PAID.search(_whole(rows)) is not None and not unpaid(rows)


def unpaid(rows: Sequence[Row]) -> bool:
    """Tell whether the words speak of something that is still to be paid."""
    return _NOT_YET.search(_whole(rows)) is not None


def _whole(rows: Sequence[Row]) -> str:
    return "\n".join(row.raw for row in rows)


def told(rows: Sequence[Row], known: Conventions) -> Draft | None:
    """Return the payment a letter tells of, None where it tells of none, or where two amounts may be its total."""
    text = _whole(rows)
    if not paid(rows):
        return None
    prose = _prose(text, known)
    draft = Draft(rows[0].line, raw=[row.raw for row in rows], titled=True)
    taken: set[int] = set()
    found = list(_documents(prose, rows[0].line, taken))
    rest = [(start, minor) for start, _, minor in prose.amounts if start not in taken]
    totals = _total(prose, rest)
    priced = [one for one in found if one.paid is not None]
    if not rest and len(found) > 1 and priced == found[-1:]:  # the amount after the list is the list's
        totals, found[-1].paid, priced = {abs(priced[0].paid or 0)}, None, []
    if totals is None or (priced and len(priced) != len(found)):
        return None
    draft.totals.extend((rows[0].line, minor) for minor in totals)
    draft.lines.extend(priced)
    draft.bare.extend((one.qualifier, one.number) for one in found if not priced)
    blank = prose.blanked
    for role, pattern in _NAMED:
        draft.facts.extend((role, named[1], rows[0].line) for named in pattern.finditer(blank))
    if len({day for _, _, day in prose.days}) == 1:
        draft.facts.append((Role.PAID_ON, prose.days[0][2], rows[0].line))
    told_of = draft.lines or draft.bare or draft.facts
    return draft if told_of and (draft.totals or priced) else None


def called(text: str, known: Conventions) -> list[str]:
    """Return the numbers that stand behind a word for the payment or its advice; days and amounts are none."""
    return [*dict.fromkeys(found["number"] for found in _CALLED.finditer(_prose(text, known).blanked))]


def _prose(text: str, known: Conventions) -> Prose:
    """Find the days, then the amounts."""
    prose = Prose(text)
    prose.days = [(found.start(), found.end(), found[0]) for found in DAY.finditer(text)]
    held = [(start, end) for start, end, _ in prose.days]
    for found in WRITTEN.finditer(text):
        minor = known.amount(found[0])
        if minor is not None and not any(start < found.end() and found.start() < end for start, end in held):
            prose.amounts.append((found.start(), found.end(), minor))
    return prose


def _total(prose: Prose, rest: Sequence[tuple[int, int]]) -> set[int] | None:
    """Return what the payment is said to be: the one amount that is no document's, or the one called total."""
    distinct = {minor for _, minor in rest}
    if len(distinct) <= 1:
        return distinct
    called = {minor for start, minor in rest if _TOTAL.search(prose.text[max(0, start - 25) : start])}
    return called if len(called) == 1 and len(distinct) == len(called) else None


def _documents(prose: Prose, at: int, taken: set[int]) -> Iterator[Line]:
    """Yield the documents after their noun, each with the amount that stands behind it before the next one."""
    blank = prose.blanked
    seen: set[tuple[str, int | None]] = set()
    place = 0
    for noun in _NOUNS.finditer(blank):
        if noun.start() < place:
            continue  # within a number that is read
        kind = "credit_memo" if noun["credit"] else "debit_memo" if noun["debit"] else "invoice"
        glued = blank[noun.end() : noun.end() + 1] in {"-", "_"}
        place = noun.start() if glued else (_LEAD.match(blank, noun.end()) or noun).end()
        while found := _NUMBER.match(blank, place):
            place = found.end()
            minor = _behind(prose, blank, place, taken)
            if minor is not None:
                place = minor[1]
            paid = None if minor is None else minor[0]
            if (found["number"], paid) not in seen:
                seen.add((found["number"], paid))
                signed = -paid if paid and kind == "credit_memo" and paid > 0 else paid
                yield Line(at + blank.count("\n", 0, found.start()), "", found["number"], kind, paid=signed)
            place = (_BETWEEN.match(blank, place) or found).end()


def _behind(prose: Prose, blank: str, place: int, taken: set[int]) -> tuple[int, int] | None:
    """Return the amount that stands directly behind a document and where the next one may begin.

    An amount behind a list is the list's, unless each document has its own: whoever counts them decides.
    """
    gap = _OF_ITS_OWN.match(blank, place)
    at = gap.end() if gap else place
    for start, end, minor in prose.amounts:
        if start == at and start not in taken:
            taken.add(start)
            closing = end + 1 if prose.text[end : end + 1] == ")" else end
            return minor, closing
    return None
