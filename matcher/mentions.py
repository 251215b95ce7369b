"""Which strings of a receipt may name something: structured lines first, then reference fields, then free text."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from matcher import labels, normal
from matcher.frames import MENTIONS, checked
from matcher.grammar import Grammar
from matcher.reading import Context, Found, read
from matcher.tokens import tokens

_CHUNK = "[A-Z0-9]+(?:[-./_][A-Z0-9]+)*"

Row = Mapping[str, Any]

#: Kinds that a label beside another copy of the same number improves.
_UNLABELLED = frozenset({"bare", "unknown", "doubtful"})


@dataclass(frozen=True, slots=True)
class Mention:
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


def found(receipts: pl.DataFrame, remittances: pl.DataFrame, grammar: Grammar) -> pl.DataFrame:
    """Return the MENTIONS of all receipts, by id and in the payer's order; the order of rows does not matter."""
    lines: dict[str, list[Row]] = defaultdict(list)
    for line in remittances.sort("receipt_id", "position", "reference").iter_rows(named=True):
        lines[line["receipt_id"]].append(line)
    columns = [
        "receipt_id",
        "currency",
        "amount",
        "received_on",
        "bank_reference",
        "payer_account",
        "company_id",
        "account",
        "references",
        "text",
    ]
    grammar.ask(_chunks(receipts, remittances))
    asked = list(receipts.sort("receipt_id").select(columns).iter_rows(named=True))
    read_ = _gathered(asked, lines, grammar)
    rows = [
        (row["receipt_id"], count, *_cells(mention))
        for row, mentions in zip(asked, read_, strict=True)
        for count, mention in enumerate(mentions)
    ]
    return checked(pl.DataFrame(rows, schema=MENTIONS, orient="row"), MENTIONS)


def _chunks(receipts: pl.DataFrame, remittances: pl.DataFrame) -> list[str]:
    """Return the strings that a first reading of the texts and fields will ask for."""
    texts = pl.concat(
        [
            receipts["text"],
            receipts["references"].explode(),
            remittances["reference"],
            remittances["also"].explode(),
            remittances["text"],
        ]
    ).unique()
    chunks = texts.str.to_uppercase().str.extract_all(_CHUNK).explode().drop_nulls().unique()
    with_digits = chunks.filter(chunks.str.contains("[0-9]"))
    parts = with_digits.str.extract_all("[A-Z0-9]+").explode()
    return pl.concat([with_digits.str.replace_all("[^A-Z0-9]", ""), parts]).unique().to_list()


def _gathered(rows: Sequence[Row], lines: Mapping[str, list[Row]], grammar: Grammar) -> list[list[Mention]]:
    """Return the mentions of each receipt; what readings had to ask is asked all at once, then they read again."""
    done: list[list[Mention]] = [[] for _ in rows]
    waiting = list(range(len(rows)))
    while waiting:
        again = []
        with grammar.gathering():
            for place in waiting:
                before = grammar.misses
                done[place] = _receipt(rows[place], lines.get(rows[place]["receipt_id"], []), grammar)
                if grammar.misses > before:
                    again.append(place)
        waiting = again
    return done


def _cells(mention: Mention) -> tuple[Any, ...]:
    """Return a mention in the order of the frame."""
    one = mention
    return one.source, one.position, one.start, one.end, one.raw, one.normal, one.kind, one.paid, one.truncated


def _receipt(row: Row, lines: list[Row], grammar: Grammar) -> list[Mention]:
    """Return the mentions of one receipt; what a later source only repeats is laid over the earlier mention."""
    own = (row["bank_reference"], row["payer_account"], row["company_id"], row["account"])
    silent = frozenset(number for number in map(normal.tight, own) if len(number) > 3)
    context = Context(row["currency"], row["amount"], row["received_on"], silent)
    kept = [mention for line in lines for mention in _line(line, row["text"], grammar, context)]
    seen = {normal.zeroless(mention.normal): place for place, mention in enumerate(kept)}
    for mention in (*_references(row, grammar, _quieter(row, context)), *_text(row["text"], grammar, context)):
        place = seen.setdefault(normal.zeroless(mention.normal), len(kept))
        if place == len(kept):
            kept.append(mention)
        else:
            kept[place] = _over(kept[place], mention)
    return kept


def _quieter(row: Row, context: Context) -> Context:
    """Return the context for reference fields: what the text labels as the bank's own number is so there too."""
    if not row["references"] or not row["text"]:
        return context
    noise = (normal.tight(piece.text) for piece in tokens(row["text"]) if piece.role == "noise")
    return replace(context, silent=context.silent | frozenset(number for number in noise if len(number) > 3))


def _over(first: Mention, again: Mention) -> Mention:
    """Return the first mention with what its repetition adds: a place in the text, a label, an amount."""
    placed = first.start < 0 <= again.start
    return replace(
        first,
        start=again.start if placed else first.start,
        end=again.end if placed else first.end,
        raw=again.raw if placed else first.raw,
        kind=again.kind if first.kind in _UNLABELLED and again.kind != "unknown" else first.kind,
        paid=again.paid if first.paid is None and first.source != "remittance" else first.paid,
    )


def _line(line: Row, text: str, grammar: Grammar, context: Context) -> Iterator[Mention]:
    """Yield what one structured line names: its reference, whole or as a list, and others of the same document.

    The line's words are read only where its references name nothing of ours.
    """
    position = line["position"]
    kind = labels.QUALIFIERS.get(line["qualifier"], "number")
    named = [] if kind == "noise" else _field(line["reference"], kind, grammar, context)
    alone = line["paid"] if len(named) == 1 else None
    others = [one for other in line["also"] or [] for one in _field(other, "also", grammar, context)]
    known = any(grammar.issued(one.normal) for _, one in (*named, *others))
    if not known and line["text"]:
        others += [
            (line["text"], one)
            for one in read(line["text"], grammar, replace(context, kind=kind))
            if grammar.issued(one.normal)
        ]
    cut = len(named) - 1 if line["truncated"] else -1
    for count, (raw, one) in enumerate((*named, *others)):
        paid = one.paid if len(named) > 1 and count < len(named) else alone if named else line["paid"]
        yield _placed("remittance", position, text, raw, one, paid=paid, truncated=count == cut)


def _field(value: str | None, kind: str, grammar: Grammar, context: Context) -> list[tuple[str, Found]]:
    """Return what a reference field names: the numbers of ours in it, else the whole field as one number."""
    raw = (value or "").strip()
    whole = normal.tight(raw)
    if labels.placeholder(whole):
        return []
    one = [(raw, Found(0, len(raw), whole, kind))]
    if grammar.issued(whole):
        return one
    if grammar.issued(parts := normal.unpadded(raw)):
        return [(raw, Found(0, len(raw), parts, kind))]
    within = [found for found in read(raw, grammar, replace(context, kind=kind)) if grammar.issued(found.normal)]
    return [(raw, found) for found in within] or one


def _references(row: Row, grammar: Grammar, context: Context) -> Iterator[Mention]:
    """Yield what the bank's reference fields name; a field that repeats the bank's own numbers names nothing."""
    for value in row["references"] or []:
        whole = normal.tight(value or "")
        if labels.placeholder(whole) or whole in context.silent:
            continue
        for one in read(value, grammar, context):
            yield _placed("reference", -1, row["text"], value, one, paid=one.paid)


def _text(text: str, grammar: Grammar, context: Context) -> Iterator[Mention]:
    """Yield what the bank's text names."""
    for one in read(text or "", grammar, context):
        yield Mention("text", -1, one.start, one.end, text[one.start : one.end], one.normal, one.kind, one.paid)


def _placed(
    source: str, position: int, text: str, raw: str, one: Found, *, paid: int | None, truncated: bool = False
) -> Mention:
    """Return the mention with its place in the receipt's text, where its field stands there."""
    written = raw[one.start : one.end]
    at = _place(text, raw)
    start = at + one.start if at >= 0 else _place(text, written)
    end = start + len(written) if start >= 0 else -1
    return Mention(source, position, start, end, written, one.normal, one.kind, paid, truncated)


def _place(text: str, written: str) -> int:
    """Return where a string stands in the text as a piece of its own, or -1."""
    at = text.find(written) if text and len(written) > 2 else -1
    if at < 0:
        return -1
    around = text[at - 1 : at] + text[at + len(written) : at + len(written) + 1]
    return -1 if any(map(str.isalnum, around)) else at
