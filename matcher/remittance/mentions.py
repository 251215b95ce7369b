"""Which strings of a receipt may name something: structured lines first, then reference fields, then free text."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple

import polars as pl

from matcher.frames import MENTIONS
from matcher.remittance import labels, normal, ranges
from matcher.remittance.grammar import Grammar
from matcher.remittance.reading import asked, glued, named, numbered
from matcher.remittance.scan import Context, Found, Text


class Row(NamedTuple):
    """What of a receipt is read."""

    receipt_id: str
    currency: str
    amount: int
    received_on: date | None
    bank_reference: str
    payer_account: str
    company_id: str
    account: str
    references: list[str] | None
    text: str


class Line(NamedTuple):
    """What of a remittance line is read."""

    position: int
    qualifier: str
    reference: str | None
    also: list[str] | None
    paid: int | None
    text: str
    truncated: bool


_LINE = ("receipt_id", *Line._fields)

#: Banks write our own account masked in the text of a wire: zeros to so many digits, and its last ones.
MASK, MASKED = 12, 4
#: Kinds that a label beside another copy of the same number improves.
_UNLABELLED = frozenset({"bare", "unknown", "doubtful"})


#: Mentions of these kinds claim to be numbers of ours.
_CLAIMING = ("number", "credit_memo", "stem_member", "purchase_order", "order", "delivery")
#: A text without a digit names nothing.
_SILENT = Text("", [], frozenset(), [], [])
#: A number of the bank's own that is as short may be one of ours as well.
_OWN_MIN = 4


class Mention(NamedTuple):
    """One row of MENTIONS without its receipt and its count."""

    source: str
    position: int
    start: int
    end: int
    raw: str
    normal: str
    kind: str
    paid: int | None = None
    truncated: bool = False


class _Reader:
    """Reads receipts against the grammar; a text is cut into its pieces once, however many receipts have it."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self._texts: dict[str, Text] = {}
        self._context: tuple[Row | None, Context] = (None, Context())

    def cut(self, text: str) -> Text:
        """Return the text in pieces."""
        found = self._texts.get(text)
        if found is None:
            found = self._texts[text] = Text.of(text) if numbered(text) else _SILENT
        return found

    def context(self, row: Row) -> Context:
        """Return what is known of the receipt that is read."""
        if self._context[0] is not row:
            masked = row.account[-MASKED:].zfill(MASK) if len(row.account) >= MASKED else ""
            own = (row.bank_reference, row.payer_account, row.company_id, row.account, masked)
            silent = frozenset([number for number in map(normal.tight, own) if len(number) >= _OWN_MIN])
            self._context = row, Context(row.currency, row.amount, row.received_on, silent)
        return self._context[1]

    def read(self, text: str, context: Context) -> list[Found]:
        """Return what a text names."""
        return named(self.cut(text), self.grammar, context)

    def ask(self, texts: Iterable[str], fields: Collection[str]) -> None:
        """Look up what a first reading of texts and fields will ask for, all at once."""
        self.grammar.ask(form for field in fields for form in (normal.tight(field), normal.unpadded(field)))
        issued = self.grammar.issued
        read = (field for field in fields if not (issued(normal.tight(field)) or issued(normal.unpadded(field))))
        cut = [self.cut(text) for text in (*texts, *read)]
        self.grammar.ask(number for text in cut for number in asked(text))
        several = dict.fromkeys(whole for text in cut for whole in glued(text, self.grammar))
        self.grammar.settle(several, lambda whole: ranges.cut(whole, self.grammar))


def claiming() -> pl.Expr:
    """Tell which MENTIONS claim to be numbers of ours: one that hits nothing is unread.

    So does, without a label, one that is of a shape of ours and begins with the letters of that.
    """
    lettered = (pl.col("kind") == "bare") & pl.col("normal").str.contains("^[A-Z]")
    return pl.col("kind").is_in(_CLAIMING) | lettered


def found(receipts: pl.DataFrame, remittances: pl.DataFrame, grammar: Grammar) -> pl.DataFrame:
    """Return the MENTIONS of all receipts, by id and in the payer's order; the order of rows does not matter."""
    lines: dict[str, list[Line]] = defaultdict(list)
    for receipt, *line in remittances.sort("receipt_id", "position", "reference").select(_LINE).iter_rows():
        lines[receipt].append(Line(*line))
    rows = [Row(*row) for row in receipts.sort("receipt_id").select(Row._fields).iter_rows()]
    reader = _Reader(grammar)
    references = [value for row in rows for value in row.references or () if value and value != row.bank_reference]
    fields = [
        value
        for row in rows
        for line in lines.get(row.receipt_id, ())
        for value in (line.reference, *(line.also or ()))
        if value
    ]
    reader.ask({*(row.text or "" for row in rows), *references}, set(fields))
    mentions: dict[str, list[Mention]] = {}

    def read(row: Row) -> None:
        mentions[row.receipt_id] = _receipt(row, lines.get(row.receipt_id, []), reader)

    grammar.settle(rows, read)
    cells = [(row.receipt_id, count, *one) for row in rows for count, one in enumerate(mentions[row.receipt_id])]
    columns = zip(*cells, strict=True) if cells else [()] * len(MENTIONS)
    return pl.DataFrame(dict(zip(MENTIONS, columns, strict=True)), schema=MENTIONS)


def _receipt(row: Row, lines: list[Line], reader: _Reader) -> list[Mention]:
    """Return the mentions of one receipt; what a later source only repeats is laid over the earlier mention."""
    kept = [mention for line in lines for mention in _line(line, row, reader)]
    more = [*(_references(row, reader) if row.references else ()), *(_text(row, reader) if row.text else ())]
    seen = {normal.zeroless(mention.normal): place for place, mention in enumerate(kept)} if more else {}
    for mention in more:
        place = seen.setdefault(normal.zeroless(mention.normal), len(kept))
        if place == len(kept):
            kept.append(mention)
        else:
            kept[place] = _over(kept[place], mention)
    return kept


def _quieter(row: Row, reader: _Reader) -> Context:
    """Return the context for reference fields: what the text labels as the bank's own number is so there too."""
    context, noise = reader.context(row), reader.cut(row.text).noise if row.text else ()
    if not noise:
        return context
    silent = context.silent.union([number for number in noise if len(number) >= _OWN_MIN])
    return Context(context.currency, context.amount, context.received_on, silent)


def _over(first: Mention, again: Mention) -> Mention:
    """Return the first mention with what its repetition adds: a place in the text, a label, an amount."""
    placed = first.start < 0 <= again.start
    return first._replace(
        start=again.start if placed else first.start,
        end=again.end if placed else first.end,
        raw=again.raw if placed else first.raw,
        kind=again.kind if first.kind in _UNLABELLED and again.kind != "unknown" else first.kind,
        paid=again.paid if first.paid is None and first.source != "remittance" else first.paid,
    )


def _line(line: Line, row: Row, reader: _Reader) -> list[Mention]:
    """Return what one structured line names: its reference, whole or as a list, and others of the same document.

    The line's words are read only where its references name nothing of ours.
    """
    grammar = reader.grammar
    kind = labels.QUALIFIERS.get(line.qualifier, "number")
    raw = (line.reference or "").strip()
    whole = normal.tight(raw)
    if kind != "noise" and not line.also and grammar.issued(whole) and not labels.placeholder(whole):
        one = Found(0, len(raw), whole, kind)
        return [_placed("remittance", line.position, row.text, raw, one, paid=line.paid, truncated=line.truncated)]
    if kind != "noise" and line.also and grammar.issued(apart := normal.tight("".join((raw, *line.also)))):
        one = Found(0, len(raw), apart, kind)  # one number, with blanks within, that was taken for several
        return [_placed("remittance", line.position, row.text, raw, one, paid=line.paid, truncated=line.truncated)]
    context = reader.context(row)
    named_ = [] if kind == "noise" else _field(line.reference, kind, reader, context)
    alone = line.paid if len(named_) == 1 else None
    others = [one for other in line.also or () for one in _field(other, "also", reader, context)]
    known = any(grammar.issued(one.normal) for _, one in (*named_, *others))
    if not known and line.text:
        others += [
            (line.text, one)
            for one in reader.read(line.text, context._replace(kind=kind))
            if grammar.issued(one.normal)
        ]
    cut = len(named_) - 1 if line.truncated else -1
    kept = []
    for count, (raw, one) in enumerate((*named_, *others)):
        paid = one.paid if len(named_) > 1 and count < len(named_) else alone if named_ else line.paid
        kept.append(_placed("remittance", line.position, row.text, raw, one, paid=paid, truncated=count == cut))
    return kept


def _field(value: str | None, kind: str, reader: _Reader, context: Context) -> list[tuple[str, Found]]:
    """Return what a reference field names: the numbers of ours in it, else the whole field as one number."""
    raw = (value or "").strip()
    whole = normal.tight(raw)
    if labels.placeholder(whole):
        return []
    issued = reader.grammar.issued
    one = [(raw, Found(0, len(raw), whole, kind))]
    if issued(whole):
        return one
    if issued(parts := normal.unpadded(raw)):
        return [(raw, Found(0, len(raw), parts, kind))]
    within = [found for found in reader.read(raw, context._replace(kind=kind)) if issued(found.normal)]
    if not within and kind == "number" and reader.grammar.foreign(whole):
        return [(raw, one[0][1]._replace(kind="payer_document"))]
    return [(raw, found) for found in within] or one


def _references(row: Row, reader: _Reader) -> Iterator[Mention]:
    """Yield what the bank's reference fields name; a field that repeats the bank's own numbers names nothing."""
    quieter = _quieter(row, reader)
    for value in row.references or ():
        whole = normal.tight(value or "")
        if labels.placeholder(whole) or whole in quieter.silent:
            continue
        for one in reader.read(value, quieter):
            yield _placed("reference", -1, row.text, value, one, paid=one.paid)


def _text(row: Row, reader: _Reader) -> Iterator[Mention]:
    """Yield what the bank's text names."""
    text = row.text
    for one in reader.read(text, reader.context(row)):
        yield Mention("text", -1, one.start, one.end, text[one.start : one.end], one.normal, one.kind, one.paid)


def _placed(
    source: str, position: int, text: str, raw: str, one: Found, *, paid: int | None, truncated: bool = False
) -> Mention:
    """Return the mention with its place in the receipt's text, where its field stands there."""
    written = raw[one.start : one.end]
    at = _place(text, raw)
    start = at + one.start if at >= 0 else -1 if written == raw else _place(text, written)
    end = start + len(written) if start >= 0 else -1
    return Mention(source, position, start, end, written, one.normal, one.kind, paid, truncated)


def _place(text: str, written: str) -> int:
    """Return where a string stands in the text as a piece of its own, or -1."""
    at = text.find(written) if text and len(written) > 2 else -1
    if at < 0:
        return -1
    around = text[at - 1 : at] + text[at + len(written) : at + len(written) + 1]
    return -1 if around and any(map(str.isalnum, around)) else at
