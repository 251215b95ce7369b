"""One advice told in a letter's body and in its attachment is one; where the two differ, it is not trusted."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kit.findings import Finding, Severity
from kit.money import Money
from parsers.advice.reader import Told
from parsers.records import Entry, Party, Ref, Reference

#: References that no two payments of a payer share.
_OWN = (Ref.TRN, Ref.TRACE, Ref.CHECK, Ref.UETR, Ref.END_TO_END)


def merged(sources: Sequence[Sequence[Told]]) -> list[Told]:
    """Return the payments of all sources, each once; payments of one source are never one."""
    kept: list[Told] = []
    for source in sorted(sources, key=_detail, reverse=True):
        if len(source) == 1 and _covers(source[0].entry, kept):
            kept[0] = replace(kept[0], findings=(*kept[0].findings, _again(source[0].entry)))
            continue
        places = _places(kept)
        for one in source:
            near = sorted(set().union(*(places.get(key, ()) for key in _keys(one.entry))))
            same = next((place for place in near if _same(one.entry, kept[place].entry)), None)
            if same is None:
                kept.append(one)
                continue
            for key in _keys(kept[same].entry):
                places[key].discard(same)
            kept[same] = _joined(kept[same], one)
    return kept


def _places(kept: Sequence[Told]) -> dict[tuple[str, object], set[int]]:
    """Return where the payments stand that have a number of their own, or an amount, in common."""
    places: dict[tuple[str, object], set[int]] = defaultdict(set)
    for place, told in enumerate(kept):
        for key in _keys(told.entry):
            places[key].add(place)
    return places


def _keys(entry: Entry) -> set[tuple[str, object]]:
    """Return what a payment has in common with every other telling of it: a number of its own, or its amount."""
    return {*_own(entry), (entry.currency, entry.minor)}


def _detail(source: Sequence[Told]) -> tuple[int, int]:
    """Return how much a source tells: lines with amounts, then lines."""
    lines = [line for one in source for line in one.entry.remittance]
    return sum(line.paid is not None for line in lines), len(lines)


def _covers(letter: Entry, kept: Sequence[Told]) -> bool:
    """Whether a letter only sums up the several payments it comes with."""
    total = sum(one.entry.minor for one in kept if one.entry.currency == letter.currency)
    named = {line.reference for one in kept for line in one.entry.remittance}
    return len(kept) > 1 and letter.minor == total and {line.reference for line in letter.remittance} <= named


def _same(one: Entry, other: Entry) -> bool:
    """Whether two tellings are of one payment: one number of its own, or one amount and nothing against it."""
    ours, theirs = _own(one), _own(other)
    if ours & theirs:
        return True
    if one.minor != other.minor or one.currency != other.currency or _against(ours, theirs):
        return False
    lines = [Counter(line.reference.upper() for line in each.remittance) for each in (one, other)]
    return not lines[0] or not lines[1] or not (lines[0] - lines[1]) or not (lines[1] - lines[0])


def _own(entry: Entry) -> set[tuple[Ref, str]]:
    """Return the references that are a payment's own."""
    return {(each.kind, each.value.lstrip("0").upper()) for each in entry.references if each.kind in _OWN}


def _against(ours: set[tuple[Ref, str]], theirs: set[tuple[Ref, str]]) -> bool:
    """Whether both give a number of one kind and the numbers differ."""
    kinds = {kind for kind, _ in ours} & {kind for kind, _ in theirs}
    return bool(kinds)


def _joined(first: Told, second: Told) -> Told:
    """Return the fuller telling with what only the other says; other amounts take the trust from it."""
    entry, other = first.entry, second.entry
    references: tuple[Reference, ...] = tuple(dict.fromkeys((*entry.references, *other.references)))
    payer = Party(
        entry.payer.name or other.payer.name,
        entry.payer.account or other.payer.account,
        entry.payer.routing or other.payer.routing,
        entry.payer.company_id or other.payer.company_id,
        entry.payer.ultimate or other.payer.ultimate,
    )
    agrees = (entry.minor, entry.currency) == (other.minor, other.currency)
    findings = (*first.findings, *second.findings, _again(other))
    if not agrees:
        ours, theirs = Money(entry.minor, entry.currency), Money(other.minor, other.currency)
        message = f"The letter tells this payment twice, of {ours} and of {theirs}"
        findings = (*findings, Finding(entry.line, "advice_told_differently", message))
    joined = replace(
        entry,
        references=references,
        payer=payer,
        booked_on=entry.booked_on or other.booked_on,
        bank_reference=entry.bank_reference or other.bank_reference,
        trusted=entry.trusted and agrees,
    )
    return replace(first, entry=joined, findings=findings)


def _again(entry: Entry) -> Finding:
    """Return what is kept of a telling that is not the one taken."""
    return Finding(entry.line, "advice_told_again", "The letter tells this payment again", Severity.NOTE, entry.raw)
