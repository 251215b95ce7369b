"""A text's tokens become the numbers it names: lists, ranges, joins across line ends, amounts beside numbers."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate

from matcher.remittance import labels, lists, normal, ranges
from matcher.remittance.grammar import Grammar
from matcher.remittance.scan import Context, Found, Scan, Step, Text, left_out
from matcher.remittance.tokens import Token, calendar, minor

#: The digits of a day without separators.
_PACKED = frozenset({6, 8})
#: Days around the receipt within which six or eight digits that write a day are taken for one.
_DATE_DAYS = 400
#: The same of six digits year first, as banks write the day of an entry (`261119`).
_BANKS_DAYS = 10
#: A number not issued and not labelled is kept for one-edit readings only within these lengths.
_LENGTHS = range(4, 21)
#: What may stand between the parts of one number: a line end, at a dash of the number's own perhaps, or one blank.
_JOINTS = ("\n", " ", "\n-", "-\n")
#: The shortest number whose parts a blank may divide, and the longest word that may begin a number.
_BLANKS_MIN = 6
_WORD_MAX = 8
#: The longest of two words that begin a number: a site and a series.
_SITE_MAX = 4
#: The fewest digits, look-alikes behind a label counted, of a number we never issued.
_DIGITS_MIN = 3
#: How many signs a line of a wire's text has, and the most digits of a number that it may cut off.
_LINE, _TAIL_MAX = 35, 3
#: The longest gap between a number and the word that speaks of it.
_BESIDE = 2
#: The longest gap between a word and the number it begins.
_GAP_MAX = 3
_SEPARATORS = re.compile("[^A-Z0-9]")
_DIGIT = re.compile("[0-9]")
#: What stands before the first piece.
_NOTHING = Token(0, 0, "", "word", "", "", "")


def numbered(text: str) -> bool:
    """Tell whether a digit is in the text, of any script."""
    return bool(_DIGIT.search(text)) or (not text.isascii() and any(map(str.isdigit, text)))


def named(text: Text, grammar: Grammar, context: Context) -> list[Found]:
    """Return the numbers that a cut text names."""
    scan = Scan(text.level, text.pieces, grammar, context)
    pieces, found = scan.pieces, scan.found
    behind = 0
    for at in text.places:
        if at < behind:
            continue
        names, used = _word(scan, at) if pieces[at].sort == "word" else _number(scan, at)
        if names:
            found.extend((lists.ranged(scan, names, at) if found else []) or names)
        behind = at + used
    return _paid(text.amounts, found, context) if found and text.amounts else found


def asked(text: Text) -> Iterator[str]:
    """Yield the strings that a reading of the text will ask for first: its numbers, and those of pieces read as one."""
    for at in text.places:
        piece = text.pieces[at]
        if piece.sort == "number":
            before = text.pieces[at - 1] if at else _NOTHING
            yield piece.whole
            if piece.whole is not piece.text:
                yield normal.unpadded(piece.text)
                parts = _SEPARATORS.split(piece.text)
                yield from parts
                yield from list(accumulate(parts))[1:-1]
            elif piece.text[0] == "0":
                yield normal.unpadded(piece.text)
            if piece.gap in _JOINTS or (before.sort == "word" and len(piece.gap) <= _GAP_MAX):
                yield normal.tight(before.text + piece.text)


def glued(text: Text, grammar: Grammar) -> Iterator[str]:
    """Yield the strings of a text that are no number of ours and that may be several."""
    before = _NOTHING
    for at in text.places:
        piece = text.pieces[at]
        if piece.sort != "number":
            continue
        if not grammar.issued(piece.whole) and (piece.role in labels.KINDS or not ranges.dated(piece.whole)):
            yield piece.whole
        if "\n" in piece.gap and piece.gap in _JOINTS and before is text.pieces[at - 1]:
            yield before.whole + piece.whole
        before = piece


def _number(scan: Scan, at: int) -> Step:
    """Return what a piece that is no word names; a range may take back what was found."""
    piece = scan.pieces[at]
    whole = piece.whole
    dated = piece.sort != "number" and not scan.grammar.issued(whole)
    if dated or (scan.context.silent and _silent(scan, at)):
        return [], 1
    if "\n" not in "".join([after.gap for after in scan.pieces[at + 1 : at + 3]]):
        if scan.found and (stem := lists.continued(scan, at)):
            return stem, 1
        if scan.grammar.issued(whole):
            return [Found(piece.start, piece.end, whole, _kind(piece, "number", whole, scan.grammar, scan.context))], 1
    if joined := _joined(scan, at):
        return joined
    if broken := (scan.found and lists.broken(scan, at)) or _cut_by_line(scan, at):
        return broken, 2
    return (scan.found and lists.continued(scan, at)) or _alone(scan, at), 1


def _silent(scan: Scan, at: int) -> bool:
    """Tell whether a piece is a number of the bank's own, or ends in one with the piece across a line end beside it.

    What leads the number (`AC-000` and `0007781` of an account) may stand on the first line with it.
    """
    pieces, silent = scan.pieces, scan.context.silent
    if pieces[at].whole in silent:
        return True
    for behind in (at, at + 1):
        if 0 < behind < len(pieces) and pieces[behind].gap == "\n":
            tail = pieces[behind].whole
            text = pieces[behind - 1].whole + tail
            if text.endswith(tuple(silent)) and text.endswith(tuple([own for own in silent if len(own) > len(tail)])):
                return True
    return False


def _word(scan: Scan, at: int) -> Step:
    """Join words and the number behind them (`SI 10023`); or let it say that the number before is paid in part.

    Or not at all (`10023 TO FOLLOW`).
    """
    piece, found = scan.pieces[at], scan.found
    behind = found and piece.start - found[-1].end <= _BESIDE
    if behind and left_out(scan.pieces, at):
        found.pop()
        return [], 2
    if behind and piece.text in labels.PART_WORDS:
        found[-1] = found[-1]._replace(kind="partial" if found[-1].kind in {"number", "bare"} else found[-1].kind)
        return [], 1
    return _lettered(scan, at, at) or (_lettered(scan, at - 1, at) if at else None) or ([], 1)


def _lettered(scan: Scan, first: int, at: int) -> Step | None:
    """Return the number that the words from `first` to `at`, two only short ones, write with the piece behind them."""
    begin = scan.pieces[first].text
    if begin not in scan.grammar.beginnings and (begin.isalpha() or scan.pieces[first].sort != "word"):
        return None
    parts = scan.pieces[first : at + 2]
    number = normal.tight("".join([part.text for part in parts]))
    if normal.prefix(number) not in scan.grammar.prefixes:
        return None
    *words, after = parts
    longest = _WORD_MAX if first == at else _SITE_MAX
    if len(words) <= at - first or after.sort != "number" or after.role in labels.SILENT:
        return None
    apart = any(len(part.gap) > _GAP_MAX or part.gap.strip(" \n#:.-") for part in parts[1:])
    silent = after.whole in scan.context.silent
    if apart or silent or any(word.sort != "word" or len(word.text) > longest for word in words):
        return None
    if not scan.grammar.written(number) or _joined(scan, at + 1):
        return None
    return [Found(words[0].start, after.end, number, labels.KINDS.get(after.role) or scan.context.kind or "number")], 2


def _joined(scan: Scan, at: int) -> Step | None:
    """Two or three pieces that only a line end or a blank parts may be one number, where one of them alone is none.

    Across a line end every reading counts; across a blank only a whole number of six letters and digits or more.
    """
    first = scan.pieces[at]
    for used in (2, 3):
        parts = scan.pieces[at : at + used]
        last = parts[-1]
        if len(parts) < used or last.sort in {"word", "time"} or last.role in labels.SILENT or last.gap not in _JOINTS:
            return None
        text = "".join(part.text for part in parts)
        whole = normal.tight(text)
        alone = [one for part in parts for one in _doubtful(part, scan.grammar)]
        if "\n" in last.gap:
            named = _across(text, scan.grammar, alone=bool(alone), labelled=bool(first.role))
            if named:
                return _split(named, parts, doubtful=bool(alone)) + alone, used
        elif not alone and _whole(parts, whole, scan.grammar):
            kind = _kind(first, "number", whole, scan.grammar, scan.context)
            return [Found(first.start, last.end, whole, kind)], used
    return None


def _cut_by_line(scan: Scan, at: int) -> list[Found]:
    """Return a number that a full line cut before its last digits, whole again, though it is none of ours."""
    if at + 1 == len(scan.pieces):
        return []
    piece, last = scan.pieces[at : at + 2]
    if last.gap != "\n" or not last.text.isdigit() or len(last.text) > _TAIL_MAX:
        return []
    if piece.end - scan.level.rfind("\n", 0, piece.start) - 1 != _LINE or scan.level[last.end : last.end + 1] == "/":
        return []
    whole = piece.whole + last.text
    return [Found(piece.start, last.end, whole, _kind(piece, "number", whole, scan.grammar, scan.context))]


def _across(text: str, grammar: Grammar, *, alone: bool, labelled: bool) -> list[ranges.Named]:
    """Return what parts name as one; where one of them is a number of its own, only as one single number."""
    named = ranges.read(text, grammar, labelled=labelled)
    if not named or named[0].kind == "part" or (alone and len(named) > 1):
        return []
    return named if all(grammar.issued(one.number) for one in named) else []


def _doubtful(piece: Token, grammar: Grammar) -> list[Found]:
    """Return a piece that is a number of ours, though here it may be a part of one."""
    issued = grammar.issued(piece.whole)
    return [Found(piece.start, piece.end, piece.whole, "doubtful")] if issued else []


def _whole(parts: Sequence[Token], number: str, grammar: Grammar) -> bool:
    """Tell whether parts with blanks between are one long document number and none of them a mere ending."""
    numbers = all(part.sort == "number" and len(part.text) > 1 for part in parts)
    return numbers and len(number) >= _BLANKS_MIN and grammar.document(number)


def _split(named: Sequence[ranges.Named], parts: Sequence[Token], *, doubtful: bool) -> list[Found]:
    """Return numbers read across line ends; where a part is a number too, nobody knows which was meant."""
    places = [part.start + place for part in parts for place in range(len(part.text))]
    other = "payer_document" if parts[0].role == "payer" else "split"
    return [
        Found(
            places[one.start], places[one.end - 1] + 1, one.number, "doubtful" if doubtful else _member(one.kind, other)
        )
        for one in named
    ]


def _member(kind: str, other: str) -> str:
    """Return a member's own kind, else the other."""
    return kind if kind.endswith(("_member", "_doubtful")) else other


def _alone(scan: Scan, at: int) -> list[Found]:
    """Return what one piece names by itself; a number we never issued stays where its label or shape makes it ours.

    Where it is listed with dashes, a dash in it parts two numbers as well.
    """
    piece, grammar, context = scan.pieces[at], scan.grammar, scan.context
    whole = piece.whole
    listed = "-" in piece.text and (lists.dashed(scan, at) or lists.dashed(scan, at + 1))
    labelled = piece.role in labels.KINDS or bool(context.kind)
    named = (ranges.dashed(piece.text, grammar) if listed else []) or ranges.read(
        piece.text, grammar, labelled=labelled
    )
    if named:
        return [
            Found(
                piece.start + one.start,
                piece.start + one.end,
                one.number,
                _kind(piece, one.kind, one.number, grammar, context),
            )
            for one in named
        ]
    lead = normal.prefix(whole)
    if labels.WORDS.get(lead) in labels.SILENT and lead not in grammar.prefixes and not labelled:
        return []
    ending = None if whole is piece.text and whole.isdigit() else normal.suffix(piece.text)
    stem = normal.tight(ending[0]) if ending else ""
    kind = _kind(piece, "number", stem if stem and grammar.issued(stem) else whole, grammar, context)
    near = len(whole) in _LENGTHS and _near(whole, grammar)
    kept = near if kind == "unknown" else kind != "doubtful"
    return [Found(piece.start, piece.end, whole, kind)] if kept and _digits(whole, labelled=labelled) else []


def _digits(whole: str, *, labelled: bool) -> bool:
    """Tell whether a string has digits enough to be a number, look-alikes counted where a label vouches for it."""
    if labelled:
        whole = whole.translate(normal.LOOKALIKES)
    return len(whole) - len(_DIGIT.sub("", whole)) >= _DIGITS_MIN


def _near(whole: str, grammar: Grammar) -> bool:
    """Tell whether the string is as long as one of our numbers, one letter or digit more or less."""
    return len(whole) in grammar.near or len(normal.core(whole)) in grammar.near


def _kind(piece: Token, kind: str, number: str, grammar: Grammar, context: Context) -> str:
    """Return the kind of mention: what the label says, else what the structured line says, else how it looks."""
    role = piece.role
    if role not in labels.KINDS or role == "payer":
        lead = labels.WORDS.get(normal.prefix(number), "")
        role = role if role == "payer" else lead
        if role == "payer" and not (lead and grammar.issued(number)):
            return "payer_document"
    beside = role in labels.KINDS and not ("\n" in piece.gap and not grammar.issued(number))
    if piece.role == "amount" or (not (beside or context.kind) and _coincident(number, context)):
        return "doubtful"  # a word that stands alone on its line leads no day on the next
    if kind.endswith(("_member", "_doubtful")):
        return kind
    called = labels.KINDS.get(role) or context.kind
    return called or ("bare" if grammar.issued(number) or grammar.shaped(number) else "unknown")


def _coincident(number: str, context: Context) -> bool:
    """Tell whether an unlabelled run of digits is the receipt's amount or a day near it: it may be no number."""
    if not number.isdigit():
        return False
    value = int(number)
    if value and value in {context.amount, context.amount // 100} and len(number) >= 3:
        return True
    if len(number) not in _PACKED or context.received_on is None:
        return False
    day, banks = calendar(number), calendar(f"20{number}") if len(number) == min(_PACKED) else None
    return _within(day, context.received_on, _DATE_DAYS) or _within(banks, context.received_on, _BANKS_DAYS)


def _within(day: date | None, other: date, days: int) -> bool:
    """Tell whether a day lies within so many days of another."""
    return day is not None and abs((day - other).days) <= days


def _paid(pieces: Sequence[Token], found: list[Found], context: Context) -> list[Found]:
    """Set each amount beside the number it follows; where the text begins with amounts, beside the number it leads.

    The whole receipt's amount behind the last of several numbers is their total and no one's; what a word says was
    taken off is no payment.
    """
    amounts = [(piece.start, value) for piece in pieces if (value := minor(piece.text, context.currency))]
    if len(found) > 1:
        amounts = [(start, value) for start, value in amounts if value != context.amount]
    if not amounts:
        return found
    singles = [one for one in found if not one.kind.startswith("range")]
    leads = amounts[0][0] < singles[0].start and len(amounts) == len(singles) if singles else False
    if leads:
        given = {one: value for one, (_, value) in zip(singles, amounts, strict=True)}
        return [one._replace(paid=given.get(one)) for one in found]
    starts = [one.start for one in found[1:]] + [1 << 60]
    return [
        one._replace(
            paid=next((value for start, value in amounts if one.end <= start < until and start - one.end < 16), None),
        )
        if not one.kind.startswith("range")
        else one
        for one, until in zip(found, starts, strict=True)
    ]
