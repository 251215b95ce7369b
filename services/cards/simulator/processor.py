"""A card processor as a dialect of the simulated servers: authorisations, captures, what is taken back, payouts.

A token says what becomes of it: one with `declined` in it is declined, of one with `once` only the first authorisation
is approved, every other is good. What it tells by itself comes out of order and twice.
"""

import json
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from services.erp.simulator.books import Books, Change, Dialect, Document, Reply

#: An authorisation can be captured so many days.
HELD_DAYS = 7
FEE_BASIS_POINTS, FEE_EACH, CHARGEBACK_FEE = 290, 30, 1500
_WHOLE = 10_000
Today = Callable[[], date]
_DONE = {"captures", "voids"}


def dialect(today: Today, seed: int = 1) -> Dialect:
    """Return the processor's language, on the days that a clock tells."""

    def write(books: Books, _method: str, path: str, body: bytes) -> Change | None:
        place, said = path.strip("/"), json.loads(body or b"{}")
        if place in {"simulator/chargebacks", "simulator/returned", "simulator/payouts"}:
            act = {"chargebacks": _taken_back, "returned": _given_again, "payouts": _paid_out}[place.split("/")[1]]
            return Change(place, lambda _: act(books, said, today()), calm=True)
        if place in {"authorisations", "captures", "voids", "refunds"}:
            return Change(said["reference"], lambda partial: _asked(books, place, said, today(), partial=partial))
        return None

    def read(books: Books, path: str) -> Reply | None:
        place, _, reference = path.strip("/").partition("/")
        if place == "operations":
            found = _of(books, reference)
            return (200, _json(found)) if found else None
        if place == "events":
            told = [*books.where("what", "event")] * 2
            Random(seed).shuffle(told)  # noqa: S311 - a game, no secret
            return 200, _json({"events": told})
        return (200, _json({"payouts": books.where("what", "payout")})) if place == "payouts" else None

    return Dialect("cards", "reference", write, read)


def _asked(books: Books, place: str, said: dict[str, Any], on: date, *, partial: bool) -> Reply:
    """Carry an operation out, once for its reference."""
    if (before := _of(books, said["reference"])) is not None:
        return 200, _json(before)
    why = _authorised(books, said) if place == "authorisations" else _against(books, place, said, on)
    minor = said["amount"] // 2 if partial and place == "authorisations" else said["amount"]
    number = books.next_id()
    row = {"what": place, "reference": said["reference"], "id": number, "amount": 0 if why else minor}
    row |= {"state": "declined" if why else "approved", "message": why, "about": said.get("about", "")}
    row |= {"token": said.get("token", ""), "currency": said["currency"], "paid": False}
    row |= {"until": (on + timedelta(days=HELD_DAYS)).isoformat()} if place == "authorisations" and not why else {}
    books.add(row)
    _tell(books, f"ev_{number}", place, said["reference"], row["amount"], on)
    return 201, _json(row)


def _authorised(books: Books, said: dict[str, Any]) -> str:
    """Return why a token is declined, or nothing."""
    if "declined" in said["token"]:
        return "do not honour"
    before = [one for one in books.where("token", said["token"]) if one["state"] == "approved"]
    return "insufficient funds" if "once" in said["token"] and before else ""


def _against(books: Books, place: str, said: dict[str, Any], on: date) -> str:
    """Return why something of an authorisation or a capture is not possible, or nothing."""
    wanted = "captures" if place == "refunds" else "authorisations"
    about = next((one for one in books.where("id", said["about"]) if one["what"] == wanted), None)
    if about is None or about["state"] != "approved":
        return "nothing of the kind is held"
    used = [one for one in books.where("about", said["about"]) if one["state"] == "approved"]
    if place == "refunds":
        left = about["amount"] - sum(one["amount"] for one in used)
        return "more than was captured" if said["amount"] > left else ""
    if any(one["what"] in _DONE for one in used):
        return "used up"
    if about["until"] < on.isoformat():
        return "expired"
    return "more than was authorised" if said["amount"] > about["amount"] else ""


def _taken_back(books: Books, said: dict[str, Any], on: date) -> Reply:
    """Charge a capture back, whole or in part."""
    return _moved(books, said, on, "chargeback", "cb", -1, CHARGEBACK_FEE)


def _given_again(books: Books, said: dict[str, Any], on: date) -> Reply:
    """Give a chargeback back that was fought and won."""
    return _moved(books, said, on, "returned", "cw", 1, 0)


def _moved(  # noqa: PLR0917 - each is what a movement is
    books: Books, said: dict[str, Any], on: date, kind: str, letters: str, sign: int, fee: int
) -> Reply:
    """Write down what moved without being asked for."""
    found = _of(books, said["reference"])
    if found is None or found["what"] != "captures":
        return 404, b"{}"
    number, minor = f"{letters}_{books.next_id()}", int(said.get("amount") or found["amount"])
    row = {"what": kind, "id": number, "gross": sign * minor, "fee": fee, "currency": found["currency"], "paid": False}
    books.add(row)
    _tell(books, number, kind, said["reference"], minor, on)
    return 201, _json(row)


def _tell(books: Books, number: str, kind: str, reference: str, minor: int, on: date) -> None:  # noqa: PLR0917 - each is what an event is
    """Tell what happened."""
    said = {"what": "event", "id": number, "kind": kind, "reference": reference, "amount": minor, "on": on.isoformat()}
    books.add(said)


def _paid_out(books: Books, said: dict[str, Any], on: date) -> Reply:
    """Pay out what was not yet, in one currency; what comes to nothing waits for the next."""
    wanted = [one for one in books.documents if one.get("paid") is False and one["currency"] == said["currency"]]
    lines = [(one, line) for one in wanted if (line := _line(one)) is not None]
    net = sum(line["gross"] - line["fee"] for _, line in lines)
    if net <= 0:
        return 409, _json({"net": net})
    for one, _ in lines:
        one["paid"] = True
    told = {"what": "payout", "id": f"po_{books.next_id()}", "paid_on": said.get("on", on.isoformat()), "net": net}
    told |= {"currency": said["currency"], "lines": [line for _, line in lines]}
    books.add(told)
    return 201, _json(told)


def _line(one: Document) -> dict[str, Any] | None:
    """Return the line of a payout that something makes, None where it moves no money."""
    if one["what"] in {"chargeback", "returned"}:
        return {"kind": one["what"], "reference": one["id"], "gross": one["gross"], "fee": one["fee"]}
    if one["what"] not in {"captures", "refunds"} or one["state"] != "approved":
        return None
    if one["what"] == "refunds":
        return {"kind": "refund", "reference": one["reference"], "gross": -one["amount"], "fee": 0}
    fee = (one["amount"] * FEE_BASIS_POINTS + _WHOLE // 2) // _WHOLE + FEE_EACH
    return {"kind": "sale", "reference": one["reference"], "gross": one["amount"], "fee": fee}


def _of(books: Books, reference: str) -> Document | None:
    """Return the operation under a reference."""
    found = [one for one in books.where("reference", reference) if one["what"] != "event"]
    return found[0] if found else None


def _json(data: Any) -> bytes:
    """Return data as JSON."""
    return json.dumps(data).encode()
