"""The fields of BAI2 records: amounts, funds types with their sub-fields, summaries of an 03 and the detail of a 16."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from kit.money import exponent
from parsers.bai.lines import Logical

#: Funds type -> sub-fields that follow it (1.5); D counts its own.
SUBFIELDS = {"V": 2, "S": 3, "D": 1}
_FUNDS = frozenset({"", "Z", "0", "1", "2", "V", "S", "D"})
#: Fields of a 16 before its text, without sub-fields: type, amount, funds, bank reference, customer reference.
_DETAIL_FIELDS = 5
_DIGITS_MAX = 18
_ODD_AMOUNT = re.compile(r"([+-]?)([0-9]{1,18})(?:\.([0-9]{0,4}))?([+-]?)", re.ASCII)
_PIVOT = 80  # YYMMDD: 80 to 99 are the last century (0.8)


class Summary(NamedTuple):
    """One quadruple of an 03: a balance or a sum the bank states."""

    code: str
    amount: str
    items: str
    funds: str
    sub: tuple[str, ...]


class Detail(NamedTuple):
    """The fields of a 16 as written; `text` are its lines of text, unjoined."""

    code: str
    amount: str
    funds: str
    sub: tuple[str, ...]
    bank: str
    customer: str
    text: list[str]


def amount(text: str, currency: str) -> tuple[int | None, str]:
    """Return signed minor units (None: not given) and the code of the finding its form deserves, or an empty one."""
    if text.isascii() and text.isdigit() and len(text) <= _DIGITS_MAX:
        return int(text), ""
    plain = text.strip()
    if not plain:
        return None, ""
    found = _ODD_AMOUNT.fullmatch(plain.replace(" ", ""))
    if found is None or (found[1] and found[4]):
        return None, "amount_not_numeric"
    digits = exponent(currency)
    part = found[3]
    if part is not None and part[digits:].strip("0"):
        return None, "amount_not_numeric"
    whole = found[2] if part is None else found[2] + part[:digits].ljust(digits, "0")
    minor = -int(whole) if "-" in (found[1], found[4]) else int(whole)
    odd = part is not None or bool(found[4]) or " " in plain
    return minor, "amount_form" if odd else ""


def day(text: str) -> date | None:
    """Return the day of YYMMDD or YYYYMMDD; None where it is absent (blank, zeros, nines) or no day."""
    plain = text.strip()
    if (
        len(plain) not in {6, 8}
        or not (plain.isascii() and plain.isdigit())
        or plain.strip("0") == ""
        or plain == "999999"
    ):
        return None
    year = int(plain[:-4])
    if len(plain) == 6:
        year += 1900 if year >= _PIVOT else 2000
    try:
        return date(year, int(plain[-4:-2]), int(plain[-2:]))
    except ValueError:
        return None


def funds_odd(funds: str) -> str:
    """Return the code of the finding a funds type deserves, or an empty one."""
    if funds in _FUNDS or not funds.strip():
        return ""
    return "funds_type_lower_case" if funds.strip().upper() in _FUNDS else "funds_type_unknown"


def sub_count(fields: list[str], at: int) -> int:
    """Return how many sub-fields follow the funds type at `at`."""
    funds = fields[at].strip().upper() if at < len(fields) else ""
    count = SUBFIELDS.get(funds, 0)
    if funds == "D" and at + 1 < len(fields):
        pairs = fields[at + 1].strip()
        count += 2 * int(pairs) if pairs.isascii() and pairs.isdigit() and len(pairs) <= 3 else 0
    return count


def without_slash(part: str) -> str:
    """Return a part of a record that holds no text, without its closing slash and the padding around it."""
    return part.rstrip().removesuffix("/").rstrip()


def plain_fields(record: Logical) -> list[str]:
    """Return the fields of a record that holds no text; a broken line's slash stands for the comma (1.3)."""
    if len(record.parts) == 1:
        return without_slash(record.parts[0]).split(",")
    return ",".join(map(without_slash, record.parts)).split(",")


def _quadruples(fields: list[str]) -> Iterator[Summary]:
    """Yield type, amount, count and funds with sub-fields; an empty type is an empty quadruple."""
    at = 0
    while at < len(fields):
        code, value, count, funds = (*fields[at : at + 4], "", "", "")[:4]
        subs = sub_count(fields, at + 3)
        if code.strip():
            yield Summary(code.strip(), value, count, funds, tuple(fields[at + 4 : at + 4 + subs]))
        at += 4 + subs


def strict(record: Logical) -> list[Summary]:
    """Reading 1: the lines joined, a slash for a comma."""
    return list(_quadruples(plain_fields(record)[2:]))


def by_line(record: Logical) -> list[Summary]:
    """Reading 2: each line holds whole quadruples; a spare comma at its end means nothing."""
    head, *rest = (without_slash(part).split(",") for part in record.parts)
    return [summary for fields in (head[2:], *rest) for summary in _quadruples(fields)]


def glued(record: Logical) -> list[Summary]:
    """Reading 3: a line without its slash was cut in the middle of a field."""
    text = ""
    for part in record.parts:
        plain = part.rstrip()
        text += plain.removesuffix("/") + "," if plain.endswith("/") else plain
    return list(_quadruples(text.removesuffix(",").split(",")[2:]))


def uncounted(record: Logical) -> list[Summary]:
    """Reading 4: the count was left out where a funds type is given, without its comma (1.10, 10).

    The third field is the funds type where it is a letter, or where what stands in the fourth place is none.
    """
    fields, found, at = plain_fields(record)[2:], [], 0
    while at < len(fields):
        code, value, count, funds = (*fields[at : at + 4], "", "", "")[:4]
        short = bool(count.strip()) and not funds_odd(count) and (count.strip().isalpha() or bool(funds_odd(funds)))
        place = at + 2 if short else at + 3
        subs = sub_count(fields, place)
        if code.strip():
            told = ("", count) if short else (count, funds)
            found.append(Summary(code.strip(), value, *told, tuple(fields[place + 1 : place + 1 + subs])))
        at = place + 1 + subs
    return found


def pairs(record: Logical) -> list[Summary]:
    """Reading 5: the Australian dialect has neither count nor funds (1.10, 14)."""
    fields = plain_fields(record)[2:]
    return [Summary(code, value, "", "", ()) for code, value in zip(fields[::2], fields[1::2], strict=False) if code]


def plausible(summaries: list[Summary]) -> bool:
    """Tell whether all codes are type codes of balances or sums and all funds types are known."""
    return all(len(s.code) <= 3 and s.code.isdigit() and not funds_odd(s.funds) for s in summaries)


#: The readings of an 03 in the order in which they are tried (1.8); the first that its trailer proves is taken.
READINGS: dict[str, Callable[[Logical], list[Summary]]] = {
    "strict": strict,
    "by_line": by_line,
    "glued": glued,
    "uncounted": uncounted,
    "pairs": pairs,
}


def detail(record: Logical) -> Detail:
    """Return the fields of a 16; a record may be broken before, inside or after its funds block (1.3)."""
    first = record.parts[0]
    if ",V," in first:
        dated = first.split(",", _DETAIL_FIELDS + 2)
        if len(dated) > _DETAIL_FIELDS + 2 and dated[2] == "V":
            text = _text(dated[7], record.parts[1:])
            return Detail(dated[0], dated[1], "V", (dated[3], dated[4]), dated[5], dated[6], text)
    fields = first.split(",", _DETAIL_FIELDS)
    if len(fields) > _DETAIL_FIELDS and fields[2] not in SUBFIELDS and fields[2].upper() not in SUBFIELDS:
        return Detail(fields[0], fields[1], fields[2], (), fields[3], fields[4], _text(fields[5], record.parts[1:]))
    return _broken(record.parts)


def worded_detail(record: Logical) -> Detail:
    """Return the fields of a 16 that has its text behind one reference, as the Australian dialect may write it."""
    return _broken(record.parts, _DETAIL_FIELDS - 1)


def _broken(parts: list[str], count: int = _DETAIL_FIELDS) -> Detail:
    """Return the fields of a 16 that has sub-fields or is spread over lines before its text."""
    fields: list[str] = []
    text: list[str] = []
    for index, part in enumerate(parts):
        rest: str | None = part
        while rest is not None and len(fields) < count + sub_count(fields, 2):
            field, comma, tail = rest.partition(",")
            fields.append(field if comma else without_slash(field))
            rest = tail if comma else None
        if rest is not None:
            text = _text(rest, parts[index + 1 :])
            break
    subs = sub_count(fields, 2)
    fields += [""] * (_DETAIL_FIELDS + subs - len(fields))
    return Detail(
        fields[0], fields[1], fields[2], tuple(fields[3 : 3 + subs]), fields[3 + subs], fields[4 + subs], text
    )


def _text(first: str, rest: list[str]) -> list[str]:
    """Return the lines of text; `,/` is an empty text, and blanks before the text mean nothing."""
    head = first.strip()
    lines = [] if head in {"", "/"} else [head]
    return [*lines, *(plain for part in rest if (plain := part.rstrip()) and plain != "/")]
