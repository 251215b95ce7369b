"""Build the entry of a statement line and its details: what it is, who stands behind it, under which references."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from parsers.codes.mt_codes import KINDS, kind, method
from parsers.mt.details import original, told
from parsers.mt.fields import Field
from parsers.mt.lines import EMPTY, Line
from parsers.mt.told import NOTHING
from parsers.records import Entry, Kind, Method, Party, Ref, Reference

_SUPPLEMENT = re.compile(r"/(OCMT|CHGS|EXCH|TRCD)/([^/\n]*)")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}|P?[0-9]{9,10}", re.ASCII)
#: Old Dutch files: the other account, padded, and a name where the customer's reference belongs.
_ACCOUNT_AND_NAME = re.compile(r"(P?[0-9]{8,10}|NONREF) {3,}(\S.*)")
#: Credits by sign: RC takes a credit back, RD a debit.
_CREDITS = frozenset({"C", "RD", "EC"})
#: A reference longer than this may be an account, or an account and a name.
_ACCOUNT_MIN = 14
#: code of the supplementary line -> the words that explain a sum
_SAID = {"OCMT": "ORIGINAL AMOUNT", "CHGS": "CHARGES", "EXCH": "RATE"}
#: a word in place of the customer's reference -> which reference of the details it means
_MEANT = {"EREF": Ref.END_TO_END, "KREF": Ref.CUSTOMER, "MARF": Ref.MANDATE, "PREF": Ref.BATCH}
#: Looked up once, for a file has many of them.
_NEW: Callable[[type], Any] = object.__new__  # records are filled in place: to call their classes takes twice the time
_NOTICE, _RETURN, _TOTAL, _BANK = Kind.NOTICE, Kind.RETURN, Kind.TOTAL, Ref.BANK


class Setting(Protocol):
    """What the statement says of its entries."""

    account: str
    currency: str
    on: date | None
    provisional: bool  # the entries come again in a statement of the whole day


def booked(line: Line, field: Field, setting: Setting) -> Entry:
    """Return the entry of a statement line and its details."""
    value_on, entry_on, mark, size, code, customer, bank, supplementary = line
    said = told(field.details) if field.details else NOTHING
    name, account, routing, company, ultimate, references, words, lines, gvc, spoken, reason = said
    judged, how = _judged(mark, code, gvc, spoken, reason)
    if setting.provisional or not size:
        judged = _NOTICE
    if customer in EMPTY:
        customer = ""
    elif len(customer) >= _ACCOUNT_MIN:
        customer, account, name = _within(customer, account, name)
    if supplementary:
        account, name, words = _supplemented(line, customer, (account, name, words))
    if customer:
        references = (Reference(_kind_of(code, customer), customer), *references)
    if bank in EMPTY:
        bank = ""
    else:
        references = (Reference(_BANK, bank), *references)
    if judged is _RETURN:
        references += original(references)
        words = (f"{spoken} {reason}".strip(), *words) if reason else words
    credit = mark in _CREDITS
    payer, entry = _NEW(Party), _NEW(Entry)
    payer.name, payer.account, payer.routing = name, account, routing
    payer.company_id, payer.ultimate = "" if credit else company, ultimate
    entry.line, entry.kind, entry.method = field.line, judged, how
    entry.credit, entry.minor, entry.currency = credit, size, setting.currency
    entry.bank_reference = bank or customer or _meant(line.customer, said.references)
    entry.booked_on, entry.value_on = entry_on or value_on or setting.on, value_on
    entry.payer, entry.account, entry.references = payer, setting.account, references
    entry.remittance, entry.text, entry.code = lines, words, f"{code}/{gvc}" if gvc else code.strip()
    entry.total_of = _total(code, bank or customer) if judged is _TOTAL else None
    entry.trusted, entry.raw = True, field.raw
    made: Entry = entry
    return made


@lru_cache(maxsize=4096)
def _judged(mark: str, code: str, gvc: str, spoken: str, reason: str) -> tuple[Kind, Method]:
    """Return what an entry is and how its money travelled, by its mark, its type, its business code and a reason.

    The digits that extend a business code (`?34`) are no reason to return; without such a code a reason is.
    """
    letters = code[1:]
    how = Method.ACH if not gvc and spoken.startswith("SEPA") else method(gvc, letters)
    by_code, by_letters = kind(gvc) if gvc else None, KINDS.get(letters)
    if mark[0] == "E":
        return Kind.NOTICE, how
    if mark[0] == "R" or Kind.RETURN in (by_code, by_letters) or (reason and not gvc):
        return Kind.RETURN, how
    if mark not in _CREDITS:
        return Kind.OTHER, how
    return by_code or by_letters or Kind.RECEIPT, how


def _kind_of(code: str, customer: str) -> Ref:
    """Return what the customer's reference is: of a check, its number."""
    return Ref.CHECK if code[1:] in {"CHK", "TCK"} and customer.isdigit() else Ref.CUSTOMER


def _within(customer: str, account: str, name: str) -> tuple[str, str, str]:
    """Return reference, account and name of a reference field in which a bank wrote the other side's account."""
    if found := _ACCOUNT_AND_NAME.fullmatch(customer):
        other = "" if found[1] == "NONREF" else found[1].lstrip("P").lstrip("0")
        return "", account or other, name or found[2]
    if _IBAN.fullmatch(customer) and customer[:2].isalpha():
        return "", account or customer, name
    return customer, account, name


def _supplemented(
    line: Line, customer: str, held: tuple[str, str, tuple[str, ...]]
) -> tuple[str, str, tuple[str, ...]]:
    """Return account, name and words with what the line after `:61:` adds: codes, an account, a name, or words."""
    account, name, words = held
    supplementary = line.supplementary
    if supplementary[0] == "/" and (codes := _SUPPLEMENT.findall(supplementary)):
        said = tuple(f"{_SAID[code]} {value}" for code, value in codes if code in _SAID and value)
        return account, name, words + said
    plain = supplementary.replace("\n", " ")
    if _IBAN.fullmatch(plain):
        other = plain if plain[1].isalpha() else plain.removeprefix("P").lstrip("0")
        return account or other, name, words
    if not customer and account and not name and line.customer not in EMPTY:
        name = plain  # the reference was the other side's account: what follows it is its name
    if plain == ":" or any(plain in word for word in words):
        return account, name, words
    return account, name, (*words, plain)


def _meant(word: str, references: tuple[Reference, ...]) -> str:
    """Return the reference that a word such as `EREF` in the customer's reference says to look for in the details."""
    wanted = _MEANT.get(word.rstrip("+"))
    return next((one.value for one in references if one.kind is wanted), "") if wanted else ""


def _total(code: str, reference: str) -> tuple[str, str]:
    """Return what a total sums."""
    return ("lockbox", "") if code[1:] == "LBX" else ("deposit", reference)
