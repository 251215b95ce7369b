"""What `tieout agencies` does: keep agencies, propose and place what is old, book what they remit."""

from datetime import date
from pathlib import Path

from cli import books, say
from cli.asked import Asked
from dunning.agencies import Ranked
from kit.money import grouped
from services.dunning import agencies


def listed(asked: Asked, as_of: date | None) -> None:
    """List agencies."""
    workspace = books.reading(asked)
    ranked = {one.agency: one for one in agencies.ranking(workspace, as_of)}
    known = agencies.known(workspace)
    if asked.json:
        kept = {code: one.model_dump(mode="json") for code, one in known.items()}
        say.result({"agencies": kept, "ranking": [*ranked.values()]}, as_json=True)
        return
    codes = [*ranked, *(code for code in known if code not in ranked)]
    rows = [[code, known[code].name if code in known else "", *_recovered(ranked.get(code))] for code in codes]
    say.table(("agency", "name", "placed", "collected", "fees", "currency", "recovered"), rows)


def _recovered(one: Ranked | None) -> list[str]:
    """Return what an agency recovered, in words."""
    if one is None:
        return [""] * 5
    sums = [grouped(minor, one.currency) for minor in (one.placed, one.collected, one.fees)]
    return [*sums, one.currency, f"{one.rate // 100}.{one.rate % 100:02d} %"]


def kept(asked: Asked, file: Path, reason: str, by: str) -> None:
    """Ask for an agency on the list."""
    done = agencies.keep(books.writing(asked), file.read_text(encoding="utf-8"), reason=reason, actor=by)
    say.waits(done, as_json=asked.json)


def retired(asked: Asked, code: str, reason: str, by: str) -> None:
    """Ask for an agency off the list."""
    say.waits(agencies.retire(books.writing(asked), code, reason=reason, actor=by), as_json=asked.json)


def proposals(asked: Asked, floor: int, days: int, as_of: date | None) -> None:
    """List what is to be placed."""
    found = agencies.proposed(books.reading(asked), as_of, floor, days)
    if asked.json:
        say.result({"proposals": found}, as_json=True)
        return
    rows = [
        [one.customer_number, ", ".join(one.numbers), one.days, grouped(one.minor, one.currency), one.currency]
        for one in found
    ]
    say.table(("customer", "documents", "oldest_days", "open", "currency"), rows)


def asked_for(asked: Asked, said: tuple[str, str, str], least: tuple[int, int], reason: str, by: str) -> None:
    """Ask to place something."""
    floor, days = least
    done = agencies.ask(books.writing(asked), *said, reason=reason, actor=by, floor=floor, days=days)
    say.waits(done, as_json=asked.json)


def placements(asked: Asked, customer: str, as_of: date | None) -> None:
    """List placements."""
    found = agencies.of(books.reading(asked), as_of, customer)
    if asked.json:
        say.result({"placements": found}, as_json=True)
        return
    rows = [
        [
            *(one.placement_id, one.customer_number, one.agency, one.state, one.placed_on),
            *(grouped(minor, one.currency) for minor in (one.minor, one.recovered)),
            one.currency,
        ]
        for one in found
    ]
    say.table(("placement", "customer", "agency", "state", "placed_on", "placed", "collected", "currency"), rows)


def told(asked: Asked, placement: str, what: str, note: str, by: str) -> None:
    """Say what became of a placement."""
    requests = agencies.tell(books.writing(asked), placement, what, note, actor=by)
    lines = [f"{placement}: {what}", *map(say.waiting, requests)]
    say.result({"placement_id": placement, "state": what, "requests": requests}, as_json=asked.json, lines=lines)


def remitted(asked: Asked, placement: str, receipt: str, reason: str, by: str) -> None:
    """Ask to book a remittance."""
    requests = agencies.remit(books.writing(asked), placement, receipt, reason=reason, actor=by)
    told = {"placement_id": placement, "requests": requests}
    say.result(told, as_json=asked.json, lines=[*map(say.waiting, requests)])


def file(asked: Asked, placement: str) -> None:
    """Print an agency's file."""
    say.result({}, as_json=False, lines=[agencies.file(books.reading(asked), placement)])
