"""What was learned of a payer's habits, laid over what he wrote: his own numbers, his ways to write ours, his codes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import polars as pl

from matcher.explanations import reasons
from matcher.explanations.codes import CODES
from matcher.frames import HABITS, HITS, MENTIONS, REMITTANCES, checked
from matcher.remittance import normal
from matcher.remittance.grammar import CHANCE_MAX
from matcher.remittance.shapes import mask

#: From this probability on a customer is taken for the payer, so that his habits hold.
PAYER_SURE = 0.5
#: The receipt's column that each kind of mark stands in.
MARKS = {"account": "payer_account", "company_id": "company_id", "virtual_account": "account", "name": "payer_name"}
#: Kinds of mentions that a habit may read anew: all that claim to be numbers of ours.
_OPEN = frozenset({"number", "bare", "unknown", "doubtful", "also", "partial"})
#: Forms in which a number of ours is hidden.
_HIDDEN = frozenset({"prefix", "suffix", "tail", "head"})
#: A number with fewer signs left of it could be anybody's.
_CORE_MIN = 5
#: How a reading by habit is called in HITS.
HOW = "habit"
#: Reason -> the letters or code by which we read it.
_CODES = {reason: code for table in (CODES, reasons.LETTERS) for code, reason in reversed(table.items())}


class Habit(NamedTuple):
    """A row of HABITS that holds for one receipt."""

    knowledge_id: str
    kind: str
    customer: str
    form: str
    pattern: str
    means: str
    minor: int | None
    words: str


Held = Mapping[str, tuple[Habit, ...]]


def holding(receipts: pl.DataFrame, payers: pl.DataFrame, taught: pl.DataFrame) -> Held:
    """Return which habits hold for each receipt: those of its marks, and those of the customer who surely paid it."""
    if taught.is_empty():
        return {}
    known = checked(taught, HABITS).sort("knowledge_id", "pattern")
    by_mark = pl.col("kind").is_in(["payer_link", "not_ar"])
    marked = [
        receipts.filter(pl.col(column) != "")
        .select("receipt_id", pattern=_key(kind, pl.col(column)))
        .join(
            known.filter(by_mark & (pl.col("form") == kind)).with_columns(_key(kind, pl.col("pattern"))),
            on="pattern",
            how="inner",
        )
        for kind, column in MARKS.items()
    ]
    sure = payers.filter(pl.col("probability") >= PAYER_SURE).select("receipt_id", "customer")
    his = sure.join(known.filter(~by_mark), on="customer", how="inner")
    columns = ["receipt_id", *Habit._fields]
    rows = pl.concat([frame.select(columns) for frame in (*marked, his)])
    found: defaultdict[str, list[Habit]] = defaultdict(list)
    for receipt_id, *cells in rows.unique().sort(columns).iter_rows():
        found[receipt_id].append(Habit(*cells))
    return {receipt_id: tuple(each) for receipt_id, each in found.items()}


def _key(kind: str, column: pl.Expr) -> pl.Expr:
    """Return a mark as it is compared: names in capitals and single blanks, numbers as they are."""
    return column.str.to_uppercase().str.replace_all(r"\s+", " ").str.strip_chars() if kind == "name" else column


def spelled(mentions: pl.DataFrame, held: Held, items: pl.DataFrame) -> pl.DataFrame:
    """Return the MENTIONS with the kinds that habits give them; a number that is a document of ours is left alone."""
    if not any(habit.kind == "not_reference" or habit.form == "field" for each in held.values() for habit in each):
        return mentions
    ours = frozenset(normal.tight_column(items["document_number"]).to_list())
    kinds = [
        _kind(kind, number, held.get(receipt_id, ()), ours)
        for receipt_id, kind, number in mentions.select("receipt_id", "kind", "normal").iter_rows()
    ]
    return checked(mentions.with_columns(pl.Series("kind", kinds, dtype=pl.String)), MENTIONS)


def _kind(kind: str, number: str, habits: Sequence[Habit], ours: frozenset[str]) -> str:
    """Return what a mention is by the payer's habits, else what it was."""
    if kind not in _OPEN or number in ours:
        return kind
    if any(habit.kind == "not_reference" and _own(number, habit) for habit in habits):
        return "payer_document"
    return next((habit.pattern for habit in habits if habit.form == "field"), kind)


def _own(number: str, habit: Habit) -> bool:
    """Return whether a number is one of the payer's own."""
    return habit.pattern in ({number} if habit.form == "exact" else {mask(number), mask(normal.zeroless(number))})


def read(  # noqa: PLR0917 - one seam of matcher/__init__.py
    hits: pl.DataFrame,
    mentions: pl.DataFrame,
    held: Held,
    payers: pl.DataFrame,
    items: pl.DataFrame,
    closed: pl.DataFrame,
) -> pl.DataFrame:
    """Return the HITS with the numbers of ours that a payer hides in his, inside his family's book.

    A reading is strong where the family has one such number and its digits say more than chance does.
    """
    hiding = {key: [habit for habit in each if habit.form in _HIDDEN] for key, each in held.items()}
    hiding = {key: each for key, each in hiding.items() if each}
    if not hiding:
        return hits
    wanted = pl.DataFrame({"receipt_id": sorted(hiding)})
    books = _books(wanted, payers, items, closed)
    known = hits.filter(pl.col("strong")).select("receipt_id", "mention")
    open_ones = mentions.filter(pl.col("kind").is_in(sorted(_OPEN))).join(wanted, on="receipt_id", how="semi")
    unread = open_ones.join(known, on=["receipt_id", "mention"], how="anti")
    rows = [
        row
        for said in unread.iter_rows(named=True)
        for row in _meant(said, hiding[said["receipt_id"]], books.get(said["receipt_id"], []))
    ]
    found = pl.DataFrame(rows, schema=HITS, orient="row")
    return pl.concat([checked(hits, HITS), found]).sort("receipt_id", "mention", "item_id", "position", "how")


class _Number(NamedTuple):
    """A document of the payer's family: its id, owner, number, state, and the number's forms."""

    item_id: str
    customer: str
    document_number: str
    state: str
    whole: str
    core: str


def _books(
    wanted: pl.DataFrame, payers: pl.DataFrame, items: pl.DataFrame, closed: pl.DataFrame
) -> dict[str, list[_Number]]:
    """Return the documents of the surely paying family of each receipt."""
    likely = payers.join(wanted, on="receipt_id", how="semi")
    families = likely.filter(pl.col("probability") >= PAYER_SURE).select("receipt_id", "family").unique()
    members = likely.join(families, on=["receipt_id", "family"], how="semi").select("receipt_id", "customer").unique()
    columns = ["item_id", "customer", "document_number"]
    numbers = pl.concat(
        [
            items.select(*columns, state=pl.lit("open")),
            closed.select(*columns, state=pl.lit("closed")),
        ]
    ).join(members, on="customer", how="inner")
    books: defaultdict[str, list[_Number]] = defaultdict(list)
    for row in numbers.sort("receipt_id", "item_id").iter_rows(named=True):
        whole = normal.tight(row["document_number"])
        facts = (row["item_id"], row["customer"], row["document_number"], row["state"])
        books[row["receipt_id"]].append(_Number(*facts, whole, normal.core(whole)))
    return books


def _meant(said: Mapping[str, Any], habits: Iterable[Habit], book: Sequence[_Number]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of HITS that a mention gives by the first habit that finds something."""
    for habit in habits:
        found = [number for number in book if hides(said["normal"], habit, number.whole, number.core)]
        still = [number for number in found if number.state == "open"] or found
        for number in still:
            strong = len(still) == 1 and _telling(said["normal"], habit, len(book))
            what = (number.item_id, number.customer, number.document_number, number.state, HOW, strong)
            place = (len(still) - 1, said["paid"], said["start"], said["end"])
            yield (said["receipt_id"], said["mention"], said["position"], *what, *place)
        if still:
            return


def hides(number: str, habit: Habit, whole: str, core: str) -> bool:
    """Return whether a written number is ours in the form of a habit."""
    if habit.form == "prefix":
        return number.startswith(habit.pattern) and normal.core(number[len(habit.pattern) :]) == core != ""
    if habit.form == "suffix":
        return number.endswith(habit.pattern) and normal.core(number[: -len(habit.pattern)]) == core != ""
    if not habit.pattern.isdecimal() or len(number) != int(habit.pattern) or len(number) >= len(core):
        return False
    ends = {core[-len(number) :]} if habit.form == "tail" else {whole[: len(number)], core[: len(number)]}
    return number in ends


def _telling(number: str, habit: Habit, size: int) -> bool:
    """Return whether the signs that are left say more than chance in a book of this size."""
    if habit.form in {"tail", "head"}:
        return bool(size <= CHANCE_MAX * 10 ** len(number))
    return len(number) - len(habit.pattern) >= _CORE_MIN


def coded(remittances: pl.DataFrame, held: Held) -> pl.DataFrame:
    """Return the REMITTANCES with each payer's own codes and words for a deduction turned into codes we read."""
    calling = {
        key: {(habit.form, habit.pattern): habit.means for habit in each if habit.form in {"code", "words"}}
        for key, each in held.items()
    }
    if not any(calling.values()):
        return remittances
    columns = ["receipt_id", "adjustment_code", "adjustment_text"]
    codes = [
        _code(calling.get(receipt_id, {}), code, text)
        for receipt_id, code, text in remittances.select(columns).iter_rows()
    ]
    return checked(remittances.with_columns(pl.Series("adjustment_code", codes, dtype=pl.String)), REMITTANCES)


def _code(calling: Mapping[tuple[str, str], str], code: str, text: str) -> str:
    """Return the code we read for what the payer calls a deduction, else his own."""
    meant = calling.get(("code", code.strip().upper())) or calling.get(("words", spoken(text)), "")
    return _CODES.get(meant, code)


def spoken(text: str) -> str:
    """Return words as they are compared: capitals, without numbers and what stands between words."""
    return " ".join(word for word in normal.plain(text).split() if word.isalpha())
