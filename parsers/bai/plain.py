"""Plain BAI2 transactions (16), many at a time: the shortest way to the same entries that the careful way makes."""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from parsers.bai.chunks import Stretch, logical
from parsers.bai.entries import CHECK_CODES, Where, pointing_back, role_of, valued, without_slashes
from parsers.bai.lines import Logical
from parsers.bai.text import NOTHING, WORDS_ALONE, Facts, calm, marked, placeholder, told_by
from parsers.codes.bai2_types import TYPES, TypeCode
from parsers.records import Entry, Kind, Method, Party, Record, Ref, Reference

#: Records are filled in place here: to call their classes takes twice the time.
_NEW: Callable[[type], Any] = object.__new__
_BANK, _NOTICE, _RETURN = Ref.BANK, Kind.NOTICE, Kind.RETURN
_NOBODY = Party()
_NO_TEXT = frozenset({"", "/"})
#: Funds types without sub-fields.
_FUNDS = frozenset({"", "Z", "0", "1", "2"})
_AMOUNT = re.compile(r"\d{1,18}", re.ASCII)
_DATED = re.compile(r"V,(\d{6}),\d{0,4}", re.ASCII)
_DIGITS = b"0123456789"
_TELLING = frozenset("123456789")  # no placeholder ends so, but one that begins with `O/B`
_FORMS_MAX, _FORM_MAX = 10_000, 500
#: What transactions of one form may be taken for: their text may hold facts or their fields are odd; no fact is in
#: their text; nor is one of their references a placeholder or a number that may be the account's.
_CLOSER, _UNSURE, _SURE, _NEVER = 1, 2, 3, 4


class _Coded(NamedTuple):
    """What a code of the list that moves money says; `role` is what calm words leave it: None where one must look."""

    role: Kind | None
    method: Method
    credit: bool
    customers: Ref
    silent: bool  # `role` holds without any text as well


def _coded(kind: TypeCode) -> _Coded:
    """Return what a code says, as far as it alone says it; a return is looked at, for it points back."""
    credit, customers = kind.sign == "credit", Ref.CHECK if kind.code in CHECK_CODES else Ref.CUSTOMER
    role, silent, total = _RETURN if kind.kind is _RETURN else Kind.OTHER, True, None
    if credit:
        role, total = role_of(kind, WORDS_ALONE, _NOWHERE, "", "")
        silent = role_of(kind, NOTHING, _NOWHERE, "", "") == (role, None)
    plain = None if role is _RETURN or total is not None else role
    return _Coded(plain, kind.method, credit, customers, silent)


_NOWHERE = Where("", "USD", None, final=True, trusted=False, slashed=False)
_CODED = {code: _coded(kind) for code, kind in TYPES.items() if kind.sign != "none"}
#: The same as bare tuples, which are taken apart in half the time.
_BARE = {code: (*coded,) for code, coded in _CODED.items()}


class Plain:
    """Reads stretches of one file.

    A transaction without its digits is its form: its fields, its words, the letters of its references. A file has few
    forms, and what one of them says of all its transactions is found out once.
    """

    def __init__(self, careful: Callable[[Logical], Iterator[Record]]) -> None:
        self.careful = careful  # reads a transaction that is not plain
        self.forms: dict[bytes, int] = {}

    def strays(self, stretch: Stretch) -> Iterator[Record]:
        """Yield what the transactions of a stretch say that stands in no account."""
        line = stretch.line
        for piece in stretch.pieces():
            yield from self.careful(logical(line, "16," + piece))
            line += 1 + piece.count("\n")

    def entries(self, stretch: Stretch, where: Where) -> Iterator[Record]:
        """Yield what the transactions of a stretch say.

        All that every transaction passes stands in this one loop. What is not plain in each respect leaves it for a
        closer look, and what is not plain at all is read with care.
        """
        line, coded, forms, plain_funds, digits, new = stretch.line, _BARE, self.forms, _FUNDS, _DIGITS, _NEW
        labelled, banks, record, reference = ":" in stretch.text, _BANK, Entry, Reference
        account, currency, as_of, trusted = where.account, where.currency, where.as_of, where.trusted
        notice, slashed, nobody = None if where.final else _NOTICE, where.slashed, _NOBODY
        sure = _SURE if account.isascii() and account.isdigit() else _NEVER
        given: tuple[Reference, ...]
        for piece in stretch.pieces():
            at, rows, head = line, None, piece
            line += 1
            if "\n" in piece:
                rows = piece.split("\n")
                head, line = rows[0], at + len(rows)
            if labelled and ":" in piece:  # what has a label is never plain, and seldom twice the same
                found = _CLOSER
            else:
                form = piece.encode().translate(None, digits)
                found = forms.get(form) or self.learnt(form)
            try:
                code, minor, funds, bank, customer, words = head.split(",", 5)
                role, method, credit, customers, silent = coded[code]
            except (ValueError, KeyError):
                found = _CLOSER
            if found == _CLOSER or role is None or funds not in plain_funds or not 0 < len(minor) < 19:
                yield from self.closer(at, piece, where)
                continue
            words = words.strip()
            if slashed or words == "/":
                words = words.removesuffix("/").rstrip()
            text = _lines(words, rows, slashed) if rows else (words,) if words else ()
            if not (text or silent):
                yield from self.closer(at, piece, where)
                continue
            if found != sure:
                bank, customer = _told(bank, account), _told(customer, account)
            if bank and customer:
                one, other = new(reference), new(reference)
                one.kind, one.value = banks, bank
                other.kind, other.value = customers, customer
                given = (one, other)
            else:
                given = _given(bank, customers, customer)
            entry = new(record)
            entry.line, entry.kind, entry.method = at, notice or role, method
            entry.credit, entry.minor, entry.currency = credit, int(minor), currency
            entry.bank_reference, entry.booked_on, entry.value_on = bank, as_of, None
            entry.payer, entry.account, entry.references = nobody, account, given
            entry.remittance, entry.text, entry.code = (), text, code
            entry.total_of, entry.trusted, entry.raw = None, trusted, "16," + piece
            yield entry

    def learnt(self, form: bytes) -> int:
        """Find out and remember what the transactions of one form may be taken for."""
        found = _form(form.decode())
        if len(self.forms) >= _FORMS_MAX:
            self.forms.clear()
        if len(form) <= _FORM_MAX:
            self.forms[form] = found
        return found

    def closer(self, line: int, piece: str, where: Where) -> Iterator[Record]:
        """Yield the entry of a transaction with plain fields, whatever its text; any other is read with care."""
        head, *more = piece.split("\n")
        fields, dated = _dated(head)
        if fields[0] not in _CODED or len(fields) < 6 or not _AMOUNT.fullmatch(fields[1]) or fields[2] not in _FUNDS:
            yield from self.careful(logical(line, "16," + piece))
            return
        words = fields[5].strip()
        text = [] if words in _NO_TEXT else [words]
        text += [said for row in more if (said := row[3:].rstrip()) and said != "/"]
        if where.slashed:
            text = without_slashes(text)
        yield _looked_at(line, "16," + piece, where, fields, text, dated)


def _form(form: str) -> int:
    """Return what the transactions of one form may be taken for, whatever their digits are."""
    head, *more = form.split("\n")
    fields = head.split(",", 5)
    if len(fields) < 6 or fields[0] or fields[1]:
        return _CLOSER
    lines = [_trimmed(line) for line in (fields[5], *(row[1:] for row in more))]
    if not calm(lines[0]) if len(lines) == 1 else marked("".join(lines).upper()):
        return _CLOSER
    return _SURE if all(plain == plain.strip() and not placeholder(plain) for plain in fields[3:5]) else _UNSURE


def _trimmed(line: str) -> str:
    """Return a line without blanks around it and without the slash that may end it."""
    return line.strip().removesuffix("/").rstrip()


def _lines(words: str, rows: list[str], slashed: bool) -> tuple[str, ...]:  # noqa: FBT001 - asked of every line, by place
    """Return the lines of a text that begins with `words` and goes on in the 88s behind the first row."""
    if len(rows) > 2:
        said = [plain for row in rows[1:] if (plain := row[3:].rstrip()) and plain != "/"]
        return tuple(filter(None, (words, *(without_slashes(said) if slashed else said))))
    last = rows[1][3:].rstrip()
    if slashed or last == "/":
        last = last.removesuffix("/").rstrip()
    if words and last:
        return words, last
    return (words or last,) if words or last else ()


def _dated(head: str) -> tuple[list[str], str | None]:
    """Return the fields of a transaction and the value day that its funds type gives; that type is left out then."""
    fields = head.split(",", 5)
    if len(fields) < 6 or fields[2] != "V":
        return fields, None
    fields = head.split(",", 7)
    if len(fields) < 8 or not _DATED.fullmatch(",".join(fields[2:5])):
        return fields, None
    return [*fields[:2], "", *fields[5:]], fields[3]


def _looked_at(  # noqa: PLR0917 - asked of every line, by place
    line: int, raw: str, where: Where, fields: list[str], text: list[str], dated: str | None
) -> Entry:
    """Return the entry of a transaction with plain fields."""
    minor, coded, total = int(fields[1]), _CODED[fields[0]], None
    told = told_by(text, raw.split("\n"), where.currency, minor)
    bank, customer = _told(fields[3], where.account), _told(fields[4], where.account)
    role = _RETURN if TYPES[fields[0]].kind is _RETURN else Kind.OTHER
    if coded.credit:
        role, total = role_of(TYPES[fields[0]], told, where, bank, customer)
    references = _given(bank, coded.customers, customer)
    if total is not None or told.references:
        references = _more_references(references, told, total)
    if role is _RETURN:
        references = pointing_back(references, coded.method, text)
    return Entry(
        line,
        role if where.final else _NOTICE,
        coded.method,
        coded.credit,
        minor,
        where.currency,
        bank,
        where.as_of,
        None if dated is None else valued(dated, where),
        told.payer,
        where.account,
        references,
        told.remittance,
        tuple(text),
        fields[0],
        total,
        where.trusted,
        raw,
    )


def _told(reference: str, account: str) -> str:
    """Return a reference that says something, else an empty text."""
    plain = reference.strip()
    if plain[-1:] in _TELLING and plain != account and plain[0] != "O":
        return plain
    return "" if plain == account or placeholder(plain) else plain


def _given(bank: str, customers: Ref, customer: str) -> tuple[Reference, ...]:
    """Return the references of the record's own fields."""
    if not customer:
        return (Reference(_BANK, bank),) if bank else ()
    own = Reference(customers, customer)
    return (Reference(_BANK, bank), own) if bank else (own,)


def _more_references(
    references: tuple[Reference, ...], told: Facts, total: tuple[str, str] | None
) -> tuple[Reference, ...]:
    """Return the references with those of the text and the lockbox of a total."""
    lockbox = (Reference(Ref.LOCKBOX, total[1]),) if total is not None and total[0] == "lockbox" and total[1] else ()
    found = (*references, *lockbox, *told.references)
    return found if len({each.value for each in found}) == len(found) else tuple(dict.fromkeys(found))
