"""Answers on the command line, what they taught, what else they would settle, and knowledge by hand."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cli import books, say
from cli.asked import Asked
from kit.money import grouped, parsed
from kit.refusals import Invalid
from services import desk, inquiries
from services.desk import Line
from services.knowledge import acts, settling
from services.knowledge.kinds import Fact
from services.knowledge.settling import Change
from services.knowledge.standing import Known
from services.workspace import Workspace

ACTOR = "cli"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The decision as it was typed; exactly one of them is taken."""

    accept: int
    apply: tuple[str, ...]
    discount: tuple[str, ...]
    write_off: tuple[str, ...]
    deduct: tuple[str, ...]
    customer: str
    on_account: bool
    not_ar: bool
    park: bool
    undo: bool

    @property
    def act(self) -> str:
        """Return the one act that was chosen. Refused: Invalid where none or several were."""
        said = {
            "accept": bool(self.accept),
            "apply": bool(self.apply or self.discount or self.write_off or self.deduct),
            "on_account": self.on_account,
            "not_ar": self.not_ar,
            "park": self.park,
            "undo": self.undo,
        }
        found = [name for name, holds in said.items() if holds] or (["identify"] if self.customer else [])
        if len(found) != 1:
            raise Invalid("choose one: --accept, --apply, --customer, --on-account, --not-ar, --park or --undo")
        return found[0]


def fact(*parts: str) -> Fact:
    """Return what was typed as a fact."""
    return Fact(*parts)


def listed(asked: Asked, status: str, kind: str, customer: str, as_of: date | None) -> None:
    """List what was taught."""
    found = acts.listed(books.reading(asked), status=status, kind=kind, customer=customer, as_of=as_of)
    if asked.json:
        say.result([_plain(one) for one in found], as_json=True)
        return
    rows = [
        (one.fact.id, one.status, one.fact.sentence, one.support, one.contradicted, _reach(one), one.last_seen, one.why)
        for one in found
    ]
    say.table(("id", "status", "what is known", "for", "against", "reach", "last", "why"), rows)


def add(asked: Asked, stated: Fact, by: str, note: str, as_of: date | None) -> None:
    """Propose by hand."""
    _told(asked, acts.propose(books.writing(asked), stated, actor=by, note=note, as_of=as_of))


def act(asked: Asked, name: str, knowledge_id: str, by: str, note: str, as_of: date | None) -> None:
    """Approve or retire."""
    deed: Callable[..., Known] = {"approve": acts.approve, "retire": acts.retire}[name]
    _told(asked, deed(books.writing(asked), knowledge_id, actor=by, note=note, as_of=as_of))


def preview(asked: Asked, knowledge_id: str, as_of: date | None, *, retired: bool) -> None:
    """Show what would be decided otherwise."""
    workspace = books.reading(asked)
    known, _ = acts.one(workspace, knowledge_id, as_of=as_of)
    _changes(asked, settling.preview(workspace, known.fact, "retired" if retired else "approved", as_of=as_of))


def resolve(
    asked: Asked, exception: str, chosen: Chosen, by: str, note: str, as_of: date | None, *, settle: bool
) -> None:
    """Answer an exception, then say what else that settles, and settle it where that is asked."""
    workspace = books.writing(asked)
    receipt_id = f"rcp_{exception.partition('_')[2]}"
    currency = inquiries.receipt_currency(workspace, receipt_id)
    done = _done(workspace, receipt_id, chosen, currency, {"actor": by or ACTOR, "as_of": as_of}, note)
    also = settling.also_settles(workspace, receipt_id, as_of=as_of)
    shown = [(one.receipt_id, one.decision_id) for one in also if settle and one.would != "ask"]
    settled = settling.settle(workspace, shown, actor=by or ACTOR, as_of=as_of) if shown else []
    taught = [acts.one(workspace, one, as_of=as_of)[0] for one in done.learned]
    if asked.json:
        told = {**say.plain(done), "also_settles": say.plain(also), "settled": settled}
        say.result(told, as_json=True)
        return
    left = grouped(done.unapplied, currency)
    said = [f"{receipt_id}: {done.status}: applied {grouped(done.applied, currency)} {currency}, left {left}"]
    said += [f"learned: {one.fact.sentence} ({one.status}{': ' + one.why if one.why else ''})" for one in taught]
    say.result(None, as_json=False, lines=said)
    _changes(asked, also, f"settled {len(settled)}" if settled else "it would decide otherwise; --settle does so")


def _done(
    workspace: Workspace, receipt_id: str, chosen: Chosen, currency: str, told: dict[str, Any], note: str
) -> desk.Resolved:
    """Carry out the act at the desk."""
    noted = {**told, "note": note}
    deeds: dict[str, Callable[[], desk.Resolved]] = {
        "accept": lambda: desk.accept(workspace, receipt_id, chosen.accept, **told),
        "apply": lambda: desk.apply(
            workspace, receipt_id, lines(chosen, currency), customer_number=chosen.customer, **noted
        ),
        "identify": lambda: desk.identify(workspace, receipt_id, chosen.customer, **noted),
        "on_account": lambda: desk.on_account(workspace, receipt_id, chosen.customer, **noted),
        "not_ar": lambda: desk.not_ar(workspace, receipt_id, note, **told),
        "park": lambda: desk.park(workspace, receipt_id, note, **told),
        "undo": lambda: desk.undo(workspace, receipt_id, **noted),
    }
    return deeds[chosen.act]()


def lines(chosen: Chosen, currency: str) -> list[Line]:
    """Return what was typed as lines, one an item, in the order of their first mention. Refused: Invalid."""
    cash, discount, write_off = (
        dict(_sum(one, currency) for one in each) for each in (chosen.apply, chosen.discount, chosen.write_off)
    )
    coded = dict(_coded(one, currency) for one in chosen.deduct)
    items = dict.fromkeys((*cash, *discount, *write_off, *coded))
    return [
        Line(item, cash.get(item, 0), discount.get(item, 0), write_off.get(item, 0), *coded.get(item, (0, "")))
        for item in items
    ]


def _sum(text: str, currency: str) -> tuple[str, int]:
    """Return the item and the minor units of `ITEM=SUM`. Refused: Invalid."""
    item, mark, amount = text.rpartition("=")
    minor = parsed(amount, currency) if mark else None
    if minor is None or not item:
        raise Invalid(f"{text}: write ITEM=SUM, as in INV-100=1250.00")
    return item, minor


def _coded(text: str, currency: str) -> tuple[str, tuple[int, str]]:
    """Return the item, the minor units and the reason of `ITEM=SUM:REASON`. Refused: Invalid."""
    body, mark, reason = text.rpartition(":")
    if not mark or not reason:
        raise Invalid(f"{text}: write ITEM=SUM:REASON, as in INV-100=50.00:freight")
    item, minor = _sum(body, currency)
    return item, (minor, reason)


def _told(asked: Asked, known: Known) -> None:
    """Say how a fact stands."""
    lines = [f"{known.fact.id}: {known.fact.sentence}: {known.status}{', ' + known.why if known.why else ''}"]
    say.result(_plain(known), as_json=asked.json, lines=[*lines, f"reach: {_reach(known)}"])


def _changes(asked: Asked, found: Sequence[Change], after: str = "") -> None:
    """Show what would be decided otherwise, one row a receipt."""
    if asked.json:
        say.result(found, as_json=True)
        return
    rows = [
        (one.receipt_id, one.would, grouped(one.amount, one.currency), one.currency, one.payer_name, *_why(one))
        for one in found
    ]
    if rows:
        say.table(("receipt", "would", "amount", "currency", "payer", "was", "becomes", "items"), rows)
    say.result(None, as_json=False, lines=[f"{len(rows)} waiting receipts{': ' + after if rows and after else ''}"])


def _why(one: Change) -> Iterable[str]:
    """Return the reasons without and with the knowledge, and the items."""
    return one.was, one.becomes, " + ".join(one.documents)


def _reach(known: Known) -> str:
    """Return a reach in words."""
    reach = known.reach
    money = f", {grouped(reach.minor, reach.currency)} {reach.currency}" if reach.currency else ""
    return f"{reach.receipts} receipts{money}"


def _plain(known: Known) -> dict[str, Any]:
    """Return a fact for machines: an account's key masked."""
    told: dict[str, Any] = say.plain(known)
    return {
        "id": known.fact.id,
        "sentence": known.fact.sentence,
        **told,
        "fact": told["fact"] | {"key": known.fact.shown},
    }
