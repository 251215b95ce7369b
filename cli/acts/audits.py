"""What `tieout audit` does: lists, shows, answers and reverses."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli import books, say
from cli.asked import Asked
from kit.money import Money, typed
from kit.refusals import Invalid
from matcher.posting.tracks import upper_bound
from services.decisions import audits, decoys
from services.desk import Line

COLUMNS = ("audit", "payer", "reference", "received", "amount", "note")


@dataclass(frozen=True, slots=True)
class Said:
    """The answer as it was typed: one of its parts says which act it is."""

    items: list[str]
    lines: Path | None
    on_account: str
    not_ar: bool
    park: str

    def act(self) -> str:
        """Return the act. Refused: Invalid where none or several are said."""
        parts = {
            "apply": bool(self.items or self.lines),
            "on_account": bool(self.on_account),
            "not_ar": self.not_ar,
            "park": bool(self.park),
        }
        said = [act for act, given in parts.items() if given]
        if len(said) != 1:
            raise Invalid("answer with --item or --lines, --on-account, --not-ar, or --park: one of them")
        return said[0]


def listed(asked: Asked) -> None:
    """List the audits that wait."""
    rows = audits.waiting(books.reading(asked))
    if asked.json:
        say.result(rows, as_json=True)
        return
    cells = [
        (
            row["exception_id"],
            row["payer_name"],
            row["bank_reference"],
            row["received_on"],
            Money(row["amount"], row["currency"]),
            row["note"],
        )
        for row in rows
    ]
    say.table(COLUMNS, cells, f"{len(rows)} audits wait")


def shown(asked: Asked, audit: str, customer: str) -> None:
    """Show one audit, with a customer's items."""
    workspace = books.reading(asked)
    row = audits.shown(workspace, audit)
    owed = audits.items(workspace, audit, customer) if customer else []
    lines = [
        f"{row['payer_name']} {Money(row['amount'], row['currency'])} {row['bank_reference']}",
        row["text"],
        *(str(line["reference"]) for line in row["remittance"]),
        row["sentence"],
    ]
    items = [f"{one['document_number']} {Money(one['open'], one['currency'])} due {one['due_on']}" for one in owed]
    say.result({**row, "items": owed}, as_json=asked.json, lines=[*lines, *items])


def answered(asked: Asked, audit: str, said: Said, actor: str) -> None:
    """Answer an audit and show both answers."""
    workspace = books.writing(asked)
    act = said.act()
    currency = audits.shown(workspace, audit)["currency"]
    lines = [*(_item(text, currency) for text in said.items), *_lines(said.lines)]
    done = audits.answer(
        workspace, audit, act, actor=actor, lines=lines, customer_number=said.on_account, note=said.park
    )
    told = [
        f"{audit}: {done.verdict}",
        *(f"posted {_words(row, currency)}" for row in done.posted),
        *(f"answered {_words(row, currency)}" for row in done.answered),
    ]
    offer = [f"to reverse the posting: tieout audit reverse {audit}"] if done.offered else []
    say.result(done, as_json=asked.json, lines=[*told, *offer])


def reversed_posting(asked: Asked, audit: str, actor: str) -> None:
    """Reverse a contradicted posting."""
    done = audits.reverse(books.writing(asked), audit, actor=actor)
    say.result(done, as_json=asked.json, lines=[f"{done.receipt_id}: reversed, it waits again"])


def planted(asked: Asked, seed: str, actor: str) -> None:
    """Count decoy wins and show them with their bound."""
    found = decoys.count(books.writing(asked), actor=actor, seed=seed)
    rows = [(*row, f"{upper_bound(row[1], row[2]):.6f}") for row in found.rows()]
    if asked.json:
        say.result([dict(zip((*found.columns, "bound"), row, strict=True)) for row in rows], as_json=True)
        return
    say.table((*found.columns, "bound"), rows, "answers that took a planted item")


def _item(text: str, currency: str) -> Line:
    """Read ITEM=CASH. Refused: Invalid."""
    number, _, cash = text.rpartition("=")
    minor = typed(cash, currency) if number else None
    if minor is None:
        raise Invalid(f"{text}: write it like INV-204417=1250.00")
    return Line(number, minor)


def _lines(path: Path | None) -> list[Line]:
    """Read lines from JSON: item, cash, discount, write_off, deduction in minor units. Refused: Invalid."""
    try:
        rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8")) if path else []
        return [Line(**row) for row in rows]
    except (ValueError, TypeError) as wrong:
        raise Invalid(f"{path}: {wrong}") from wrong


def _words(row: dict[str, Any], currency: str) -> str:
    """Return a line in words."""
    less = [f"{name} {Money(row[name], currency)}" for name in ("discount", "write_off", "deduction") if row[name]]
    return " ".join([row["document_number"], str(Money(row["cash"], currency)), *less])
