"""An entry as far as tie-out asks: what it says of itself, and how one payment is known in two files."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kit.sealing import plain

#: Card and wallet processors, and the word by which their payouts are known on a statement. Their reports explain a
#: payout and are money only once the bank's line proves it.
PROCESSORS = {"stripe": "STRIPE", "adyen": "ADYEN", "paypal": "PAYPAL"}
#: Sources that list what one statement line sums up. A file of 820s brings money only where an 823 stands in it too.
DETAIL = {
    "lockbox",
    "edi823",
    "edi820",
    "nacha",
    "fedwire",
    "pacs008",
    "pacs009",
    "camt054",
    "cremul",
    "bgmax",
    "mt103",
    "mt202",
    "mt910",
    *PROCESSORS,
}
#: Of these, the ones that no bank account of ours stands in.
DETAIL_ONLY = {
    "lockbox",
    "edi823",
    "edi820",
    "nacha",
    "fedwire",
    "pacs008",
    "pacs009",
    "bgmax",
    "mt103",
    "mt202",
    *PROCESSORS,
}
#: Formats whose files hold an account's whole day, each line under a reference that the bank gave it.
WHOLE_DAYS = frozenset({"bai2", "nai", "camt053"})
#: References that say nothing.
EMPTY_REFERENCES = {"NOTPROVIDED", "NONREF", "NONE", "UNKNOWN", "NOREF"}
#: Sources whose lines hold the payer among the words of a free text.
FREE_TEXT = {"bai2", "nai"}
#: What banks call a credit: a line of such words alone names nobody.
BANKS_WORDS = frozenset(
    {
        *("ACH", "ACCOUNT", "ACCT", "BATCH", "CASH", "CCD", "COMMERCIAL", "CONSUMER", "CORP"),
        *("CORPORATE", "CREDIT", "CREDITS", "CTX", "CUSTOMER", "DATE", "DEP", "DEPOSIT", "DEPOSITS"),
        *("DIRECT", "EDI", "EDIPMT", "EFT", "ELECTRONIC", "ENTRY", "FILE", "FROM", "FUNDS"),
        *("INCOMING", "INDIVIDUAL", "ITEM", "ITEMS", "MISC", "NET", "NUMBER", "ORIGINATOR", "OTHER"),
        *("PAYABLE", "PAYMENT", "PAYMENTS", "PAYMT", "PMT", "PPD", "PREAUTHORIZED", "PYMT", "RECEIVED"),
        *("REF", "REFERENCE", "SEC", "SETTLEMENT", "THE", "TRACE", "TRADE", "TRANSACTION", "TRANSFER"),
        *("TRN", "VARIOUS", "VENDOR"),
    }
)
SHORTEST_SHARED_REFERENCE = 6
SHORTEST_SHARED_WORD = 3
NAME_SIGNS = 12  # letters and digits of a payer's name that stand in a line which speaks of him
ACCOUNT_DIGITS = 4
CYCLE_LENGTH = 18  # month and day, source, sequence


_WRITTEN = re.compile(r"[A-Z0-9]+(?:[-./_][A-Z0-9]+)*", re.ASCII)  # a number as it may be written among words
_BROKEN = re.compile(r"\s+88,|[\r\n]+")  # where a record's words go on in the next line
#: What a bank's line says of an ACH payment's addenda, up to its next label.
_ADDENDA = re.compile(r"\b(?:PMT INFO|ADDENDA|RMT INFO|REMIT(?:TANCE)? INFO)\s*[:=](.*?)(?=\b[A-Z ]{2,}[:=#]|$)")
_ADDENDA_ENDS = re.compile(r"\s?\d{11} 705")  # where an ACH entry's words go on in its next addenda record
NUMBER_DIGITS = 4  # so many digits make a number of words


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as far as tie-out asks: money that reached us, told by one file at one position."""

    entry_id: str
    file_id: str
    position: int
    source: str  # the format's name
    kind: str  # receipt, total or other
    method: str
    minor: int
    currency: str
    day: date
    account: str = ""
    code: str = ""
    bank_reference: str = ""
    references: tuple[tuple[str, str], ...] = ()  # (kind, value)
    raw: str = ""  # the entry's own lines, blanks squeezed
    payer: str = ""
    company_id: str = ""
    total_of: tuple[str, str] | None = None
    trusted: bool = True
    applied: bool = False  # its money is applied or put on account: it keeps its place
    booked: bool = False  # it keeps its place among the tellings that are as near
    payer_account: str = ""
    documents: tuple[str, ...] = ()  # what an advice names; numbers of our items in the words of a payment
    paid: tuple[int | None, ...] = ()  # what an advice pays by each of its lines
    gross: int = 0  # of a processor's sale or refund, before its fee
    undated: bool = False  # the file gives no day; `day` is that of the run
    charges: frozenset[int] = frozenset()  # sums that banks may have kept back from it, minor units
    stated: frozenset[int] = frozenset()  # those of them that its words state

    def named(self, kind: str) -> Iterator[str]:
        """Yield the references of one kind that say something."""
        return (value for given, value in self.references if given == kind and says_something(value))


def says_something(value: str) -> bool:
    """A reference of zeros or of the word for none ties nothing."""
    return bool(value.strip("0 ")) and value.upper() not in EMPTY_REFERENCES


def _all(kind: str) -> Callable[[Told], Iterable[str]]:
    """Return a key: every reference of one kind."""
    return lambda told: told.named(kind)


def same_line(told: Told) -> Iterator[str]:
    """The same line of the same account and day, sent again in another file of the same format."""
    yield f"{told.source}|{told.account}|{told.day}|{told.code}|{told.bank_reference}|{told.raw}"


def same_number(told: Told) -> Iterator[str]:
    """The same line sent again in other words, where the bank numbers what it books."""
    given = len(told.bank_reference) >= SHORTEST_SHARED_REFERENCE and says_something(told.bank_reference)
    if given and told.source in WHOLE_DAYS:
        yield f"{told.source}|{told.account}|{told.day}|{told.code}|{told.bank_reference}"


def _shared(told: Told) -> Iterator[str]:
    """Any reference long enough to be nobody else's, whatever each format calls it."""
    values = {value for _, value in told.references} | {told.bank_reference}
    return (value for value in sorted(values) if len(value) >= SHORTEST_SHARED_REFERENCE and says_something(value))


Keys = Callable[[Told], Iterable[str]]


def _cycle(kind: str) -> Keys:
    """Return a key: a wire's input or output number without the year, which some banks leave out of their text.

    A number that a line's end has cut says nothing.
    """

    def keys(told: Told) -> Iterator[str]:
        whole = (value.replace(" ", "") for value in told.named(kind))
        return (value[-CYCLE_LENGTH:] for value in whole if len(value) >= CYCLE_LENGTH)

    return keys


#: The rule of a line that its bank sends again in other words.
REWORDED = "bank_reference"
#: How one payment is known in two files, strongest first: (rule, keys). Amount and currency always agree.
SAME: tuple[tuple[str, Keys], ...] = (
    ("line", same_line),
    (REWORDED, same_number),
    ("imad", _cycle("imad")),
    ("uetr", _all("uetr")),
    ("omad", _cycle("omad")),
    ("trace", _all("trace")),
    ("end_to_end", _all("end_to_end")),
    ("reference", _shared),
)
#: Numbers that no two payments share.
UNIQUE = tuple(keys for rule, keys in SAME if rule in {"imad", "uetr", "omad", "trace"})
#: Rules over references that a payer may use for more than one payment.
PAYER_WRITTEN = {"end_to_end", "reference"}


def other_number(line: Told, detail: Told) -> bool:
    """Whether both give a number that no two payments share, and the numbers differ."""
    for keys in UNIQUE:
        ours, theirs = set(keys(line)), set(keys(detail))
        if ours and theirs and ours.isdisjoint(theirs):
            return True
    return False


def same_account(one: Told, other: Told, accounts: frozenset[str]) -> bool:
    """Whether two tellings can be of one account: the last four digits agree where both name a bank account.

    A detail file may name a lockbox or a virtual account there, which says nothing; where it names an account that we
    hold statements of, it speaks of that account only.
    """
    given = [(told.source in DETAIL_ONLY, digits(told.account)) for told in (one, other)]
    if any(detail and account not in accounts for detail, account in given):
        return True
    tails = [account[-ACCOUNT_DIGITS:] for _, account in given]
    return tails[0] == tails[1] or any(len(tail) < ACCOUNT_DIGITS for tail in tails)


def digits(account: str) -> str:
    """Return the digits of an account number, without pad zeros."""
    return "".join(filter(str.isdigit, account)).lstrip("0")


def same_payer(one: Told, other: Told) -> bool:
    """Whether company ids or a word of the names agree; an unnamed payer speaks neither for nor against.

    A line of free text is unnamed only where its words are the bank's: else one of them is the other's payer.
    """
    if one.company_id and other.company_id:
        return one.company_id == other.company_id
    names = [words(told.payer) for told in (one, other)]
    if all(names):
        return bool(names[0] & names[1])
    return may_speak_of(one, other) and may_speak_of(other, one)


def may_speak_of(line: Told, other: Told) -> bool:
    """Whether a line without a payer's name may be of the other's payer, as far as its words say."""
    if line.source not in FREE_TEXT or words(line.payer) or not words(other.payer):
        return True
    if speaks_of(line, other):
        return True
    return {word for word in words(line.raw) if word.isalpha()} <= BANKS_WORDS


def speaks_of(line: Told, other: Told) -> bool:
    """Whether a line of free text holds the other's company id, or how the name of its payer begins."""
    if line.source not in FREE_TEXT or not words(other.payer):
        return False
    by_company = bool(other.company_id) and other.company_id in line.raw
    return by_company or plain(other.payer)[:NAME_SIGNS] in _joined(line.raw)


def _joined(raw: str) -> str:
    """Return the letters and digits of a record whose lines may break inside a word."""
    return plain("".join(each.removeprefix("88,") for each in raw.splitlines()))


def one_name(one: Told, other: Told) -> bool:
    """Whether two names may be one: each word of the shorter stands in the longer, cut perhaps."""
    fewer, more = sorted((words(one.payer), words(other.payer)), key=len)
    return all(any(word.startswith(each) or each.startswith(word) for each in more) for word in fewer)


def numbers_in(raw: str) -> set[str]:
    """Return the chunks of letters and digits in an entry's own lines, across their ends as well, in capitals."""
    text = raw.upper()
    return {found for said in (text, _BROKEN.sub("", text)) for found in _WRITTEN.findall(said)}


def names_others(line: Told, details: Iterable[Told]) -> bool:
    """Whether a line tells what its payer wrote, and none of the numbers in it stands in the details' own records."""
    text = line.raw.upper()
    told = [_ADDENDA.search(said) for said in (_BROKEN.sub(" ", text), _BROKEN.sub("", text))]
    written = {plain(each) for found in told if found for each in _WRITTEN.findall(found[1])}
    numbers = [each for each in written if sum(map(str.isdigit, each)) >= NUMBER_DIGITS]
    records = [plain(_ADDENDA_ENDS.sub("", detail.raw)) for detail in details] if numbers else []
    return bool(numbers) and not any(number in record for number in numbers for record in records)


def words(name: str) -> set[str]:
    """Return the words of a name that can tell two payers apart."""
    plain = "".join(letter if letter.isalnum() else " " for letter in name.upper())
    return {word for word in plain.split() if len(word) >= SHORTEST_SHARED_WORD}
