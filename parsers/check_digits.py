"""References whose check digits fail: said to a person, for such a reference was mistyped and proves nothing."""

from collections.abc import Iterable, Iterator

from kit.findings import Finding, Severity
from parsers.payment_references import mistyped, mistyped_within
from parsers.records import Entry, Record, Ref


def checked(records: Iterable[Record]) -> Iterator[Record]:
    """Yield the records, each entry behind a finding for every creditor reference of it that fails its check."""
    for record in records:
        if type(record) is Entry and _worth_asking(record):
            yield from _doubts(record)
        yield record


def _worth_asking(entry: Entry) -> bool:
    """Tell whether an entry may hold a creditor reference; most hold none, and this is asked of each."""
    for reference in entry.references:
        if reference.kind is Ref.CREDITOR:
            return True
    for words in entry.text:
        if "RF" in words:
            return True
    return bool(entry.remittance) and any(line.reference[:2] == "RF" for line in entry.remittance)


def _doubts(entry: Entry) -> Iterator[Finding]:
    """Yield what is wrong with the creditor references of one entry, each once."""
    given = [one.value for one in entry.references if one.kind is Ref.CREDITOR]
    given += [line.reference for line in entry.remittance if line.reference[:2] == "RF"]
    wrong = dict.fromkeys(plain for value in given if (plain := mistyped(value)))
    for plain in wrong:
        message = f"The check digits of the creditor reference {plain} fail (ISO 11649, or the Swiss one): mistyped"
        yield Finding(entry.line, "creditor_reference_check", message, Severity.WARNING)
    for plain in dict.fromkeys(plain for line in entry.text if "RF" in line for plain in mistyped_within(line)):
        if plain not in wrong:
            message = f"{plain} has the shape of a creditor reference (ISO 11649), and its check digits fail"
            yield Finding(entry.line, "creditor_reference_check", message, Severity.NOTE)
