"""A number is the same number however it is written: its normal forms, for one string and for a column."""

import re
import unicodedata
from collections.abc import Sequence

import polars as pl

from kit.remembering import remembered
from matcher.nothing import of_nothing

#: Look-alikes a scanner or a tired eye swaps (O0 I1L S5 B8 Z2 G6), all turned to the digit.
LOOKALIKES = str.maketrans("OQDILSBZG", "000115826")

#: Words set before a number that say only "this is a document": a prefix made of one of them is no part of the number.
INVOICE_WORDS = frozenset(
    {
        *("INV", "INVS", "INVOICE", "INVOICES", "INVNO", "INVOICENO", "INVNUM", "INVNBR", "IV", "IN", "BILL", "BILLS"),
        *("RECHNUNG", "RNR", "RGNR", "RENR", "RG", "RE", "FATT", "FATTURA", "FACTURE", "FACTURA"),
        *("FACTUUR", "FAKTURA", "FACT", "FAKT", "FRA"),
        *("NO", "NOS", "NR", "NUM", "NUMBER", "NBR", "DOC", "DOCUMENT", "REF", "PMT", "PAYMENT", "PAY", "FOR", "ITEM"),
    }
)
CREDIT_WORDS = frozenset({"CM", "CR", "CN", "CRMEMO", "CREDIT", "MEMO", "CREDITMEMO", "CREDITNOTE"})
DEBIT_WORDS = frozenset({"DM", "DEBIT", "DEBITMEMO", "DR", "DN"})
ORDER_WORDS = frozenset({"PO", "PONO", "PONUM", "PURCHASEORDER", "PORDER", "SO", "ORDER", "ORD", "DELIVERY", "DN"})

#: Endings a payer hangs on our number. True: it means the same document. False: the ending may change what is meant.
SUFFIX_WORDS: dict[str, bool] = {
    **dict.fromkeys(
        ("PARTIAL", "PART", "PRTL", "PT", "PP", "FINAL", "FIN", "BAL", "BALANCE", "USD", "INV", "PD", "PAID"), True
    ),
    **dict.fromkeys(("CR", "CM", "CN", "DM", "DR", "REV", "R", "ADJ", "DED", "DISP", "RET", "CREDIT"), False),
}

#: So many strings keep their normal forms: a morning asks for each several times.
_REMEMBERED = 1 << 15

#: The same for a column.
_ALIKE = {chr(letter): chr(digit) for letter, digit in LOOKALIKES.items()}
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ALNUM = re.compile(r"[^A-Z0-9]+")
_ZEROS = re.compile(r"^([A-Z]*)0+(?=[0-9])")
_PREFIX = re.compile(r"^[A-Z]*0*(?=[0-9])")
_NO_DIGITS = bytes(set(range(128)) - set(b"0123456789\n"))
_PADDED = re.compile(r"(?<![A-Z0-9])0+(?=[0-9])")
#: The same for columns, whose expressions cannot look behind.
PADDED = r"(^|[^A-Z0-9])0+([0-9])"
_WORD_END = re.compile(r"^(.*[0-9])([^A-Z0-9]*)([A-Z]{1,8})$")
_DIGIT_END = re.compile(
    r"^(.*[0-9]{3}.*?)[^A-Z0-9]([0-9]{1,2}|(?:19|20)[0-9]{2})$|^(.*[0-9]{3})[^A-Z0-9]([A-Z][0-9]|[0-9][A-Z])$"
)


def plain(text: str) -> str:
    """Return the text in capitals with accents taken off and everything else that is not ASCII dropped."""
    if text.isascii():
        return text.upper()
    return unicodedata.normalize("NFKD", text).upper().encode("ascii", "ignore").decode()


@remembered(_REMEMBERED)
def tight(text: str) -> str:
    """Return letters and digits only: `INV-100/1` and `inv 1001` are one number."""
    return text.upper() if text.isascii() and text.isalnum() else _ALNUM.sub("", plain(text))


@remembered(_REMEMBERED)
def zeroless(number: str) -> str:
    """Return a tight number without the zeros that lead its first run of digits: `INV000100` is `INV100`."""
    return _ZEROS.sub(r"\1", number) if "0" in number else number


@remembered(_REMEMBERED)
def unpadded(text: str) -> str:
    """Return a text as a tight number whose every part has lost its leading zeros: `2026-00011061` is `202611061`."""
    return tight(_PADDED.sub("", plain(text)) if "0" in plain(text) else text)


@remembered(_REMEMBERED)
def core(number: str) -> str:
    """Return a tight number without leading letters and zeros; empty where no digit is in it."""
    bare = _PREFIX.sub("", number)
    return bare if bare[:1].isdigit() else ""


def prefix(number: str) -> str:
    """Return the letters that lead a tight number."""
    return number[: len(number) - len(number.lstrip(_CAPITALS))] if number >= "A" else ""


def folded(number: str) -> str:
    """Return a tight number with look-alikes turned to digits, in letters too: two readings of one print are equal."""
    return zeroless(number.translate(LOOKALIKES))


@remembered(1 << 16)
def digits(number: str) -> str:
    """Return the digits of a number as it is written, zeros and all."""
    return "".join(filter(str.isdigit, number))


def digits_of_each(numbers: Sequence[str]) -> str:
    """Return the digits of each number, a line each."""
    lines = "".join([f"{number}\n" for number in numbers])
    if lines.isascii():
        return lines.encode().translate(None, _NO_DIGITS).decode()
    return "".join([f"{digits(number)}\n" for number in numbers])


@remembered(_REMEMBERED)
def suffix(raw: str) -> tuple[str, bool] | None:
    """Return (what stands before the ending, whether the ending leaves the meaning), or None where no ending is seen.

    `10023-A`, `10023 PARTIAL`, `10023-01`, `10023/1` and `10023-2026` mean 10023; `10023-CR` and `10023/7` may not.
    """
    text = plain(raw).strip()
    if found := _WORD_END.match(text):
        stem, gap, word = found.groups()
        if word not in SUFFIX_WORDS and len(word) > 2:
            return None
        misread = not gap and ord(word[0]) in LOOKALIKES  # `1002B` may be 10028 as well
        return stem, SUFFIX_WORDS.get(word, len(word) == 1 and not misread)
    if found := _DIGIT_END.match(text):
        part = found[2] or ""
        return found[1] or found[3], part.startswith("0") or part in {"1", "2"} or len(part) > 2
    return None


def plain_column(column: pl.Series) -> pl.Series:
    """Return `plain` of a text column."""
    if (column.str.len_bytes() == column.str.len_chars()).all():
        return column.str.to_uppercase()
    return column.str.normalize("NFKD").str.to_uppercase().str.replace_all(r"[^\x00-\x7F]", "")


def tight_column(column: pl.Series) -> pl.Series:
    """Return `tight` of a text column."""
    return plain_column(column).str.replace_all(r"[^A-Z0-9]+", "")


def unpadded_column(column: pl.Series) -> pl.Series:
    """Return `unpadded` of a text column."""
    return tight_column(plain_column(column).str.replace_all(PADDED, "${1}${2}"))


@of_nothing
def parts(column: pl.Series) -> pl.DataFrame:
    """Return of tight numbers the letters that lead, the body behind them, the body without leading zeros.

    As lead, body, bare; a zero stays where no digit follows it. Without patterns, each once: these run over millions.
    """
    body = column.str.strip_chars_start(_CAPITALS)
    rows = pl.DataFrame({"whole": column, "body": body, "bare": body.str.strip_chars_start("0")})
    size = pl.col("whole").str.len_bytes() - pl.col("body").str.len_bytes()
    last = (pl.col("body") != "") & ((pl.col("bare") == "") | (pl.col("bare") >= "A"))
    bare = pl.when(last).then(pl.concat_str(pl.lit("0"), "bare")).otherwise("bare")
    return rows.select(pl.col("whole").str.head(size).alias("lead"), "body", bare.alias("bare"))


def zeroless_column(column: pl.Series) -> pl.Series:
    """Return `zeroless` of tight numbers."""
    return parts(column).select(pl.concat_str("lead", "bare")).to_series()


def core_column(column: pl.Series) -> pl.Series:
    """Return `core` of tight numbers."""
    return parts(column)["bare"]


def prefix_column(column: pl.Series) -> pl.Series:
    """Return `prefix` of tight numbers."""
    return parts(column)["lead"]


def folded_column(column: pl.Series) -> pl.Series:
    """Return `folded` of tight numbers."""
    return zeroless_column(column.str.replace_many(_ALIKE))
