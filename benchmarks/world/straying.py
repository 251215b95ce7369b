"""Money that pays no open item: doubles, prepayments, strangers, others' numbers, money of no customer."""

from benchmarks.world.items import Item, core
from benchmarks.world.parties import Account
from benchmarks.world.paying import Desk, payment
from benchmarks.world.payments import Payment, Said, comma


def _odd_amount(desk: Desk) -> int:
    """Return an amount nobody owes."""
    while True:
        amount = desk.book.rng.randint(4_000, 900_000)
        if amount not in desk.book.asked:
            return amount


def _closed(desk: Desk) -> Item | None:
    """Return a closed invoice in the rail's currency, or None where the world has no closed items."""
    pool = desk.book.paid.get(desk.currency, [])
    return desk.book.rng.choice(pool) if pool else None


def closed_item(desk: Desk) -> list[Payment]:
    """An invoice that was paid before is paid again, number and amount right."""
    item = _closed(desk)
    if item is None:
        return []
    made = payment(desk, item.customer, item.customer.account, [], item.amount)
    made.said = [Said(item.number, item.amount, item.amount)]
    return [made]


def someone_elses_item(desk: Desk) -> list[Payment]:
    """A known customer writes a stranger's open item; the amount fits neither its own items nor that one."""
    payers = [one for one in desk.payers() if one.account.known]
    payer = desk.book.rng.choice(payers)
    others = desk.book.strangers_items(payer.root, desk.currency)
    amount = _odd_amount(desk)
    made = payment(desk, payer, payer.account, [], amount)
    made.said = [Said(desk.book.rng.choice(others).number, amount)]
    return [made]


def prepayment(desk: Desk) -> list[Payment]:
    """A customer pays for an order that has not been invoiced."""
    payer = desk.book.rng.choice(desk.payers())
    owed = {item.open for item in desk.book.family_items(payer.root, payer.currency)}
    amount = desk.book.rng.choice([one for one in range(200_000, 9_000_000, 25_000) if one not in owed])
    made = payment(desk, payer, payer.account, [], amount)
    made.said = [Said(f"PO-{desk.book.rng.randint(910_000, 990_000)}", made.amount, kind="purchase_order")]
    made.memo = f"DEPOSIT 50 PCT ON {made.said[0].written}"
    return [made]


def stranger(desk: Desk) -> list[Payment]:
    """Somebody we do not know pays something we did not ask for."""
    account = desk.book.rng.choice(desk.book.parties.strangers)
    made = payment(desk, None, account, [], _odd_amount(desk))
    made.memo = desk.book.rng.choice(
        ("CONTRIBUTION", "SETTLEMENT CASE 26-CV-0418", "RENT NOV", "THANK YOU", "PER AGREEMENT")
    )
    return [made]


def prepayment_by_chance(desk: Desk) -> list[Payment]:
    """A deposit that happens to be as large as one of the customer's open items."""
    made = prepayment(desk)
    owed = [item.open for item in desk.book.owned[made[0].payer.number] if item.open > 0] if made[0].payer else []
    for one in made:
        one.amount = desk.book.rng.choice(owed or [one.amount])
        one.said[0].paid = one.amount
    return made


def stranger_by_chance(desk: Desk) -> list[Payment]:
    """A stranger's money that happens to be as much as somebody's open item."""
    made = stranger(desk)
    for one in made:
        one.amount = desk.book.rng.choice(desk.book.owed[desk.currency]).open
    return made


def other_currency(desk: Desk) -> list[Payment]:
    """A euro invoice is paid in dollars at a rate nobody told us."""
    items = [item for item in desk.book.owed.get("EUR", []) if item.number not in desk.book.used]
    if not items:
        return []
    item = desk.book.rng.choice(items)
    rate = desk.book.rng.randint(10_410, 11_980)
    payer = item.customer
    account = Account(
        payer.name,
        "EUROBANK CORRESPONDENT NA",
        desk.book.parties.agents[0].routing,
        item.customer.account.number[-10:],
        "",
        known=False,
    )
    made = payment(desk, payer, account, [], item.open * rate // 10_000)
    made.memo = f"INV {item.number} EUR {comma(item.open)}"
    return [made]


def interest(desk: Desk) -> list[Payment]:
    """The bank pays interest."""
    bank = Account("", "", "", "", "", known=False)
    made = payment(desk, None, bank, [], desk.book.rng.randint(900, 90_000))
    made.code, made.memo = "354", "INTEREST CREDIT NOV 2026"
    return [made]


def vendor_refund(desk: Desk) -> list[Payment]:
    """A vendor of ours sends money back; its document looks like one of ours."""
    account = Account(
        "Mill City Office Products",
        "OLD POST BANK",
        desk.book.parties.agents[1].routing,
        "5510098812",
        "1610044771",
        known=False,
    )
    made = payment(desk, None, account, [], _odd_amount(desk))
    theirs = core(desk.book.rng.choice(desk.book.closed or desk.book.open).number)[:4]
    made.memo = f"REFUND OF OVERPAYMENT YOUR ACCT 88 CREDIT {theirs}-R"
    return [made]


def own_transfer(desk: Desk) -> list[Payment]:
    """We move our own money from one account to another."""
    ours = Account("CALDER RIDGE SUPPLY CO", "MERIDIAN NATIONAL BANK", "", "4402217790", "", known=False)
    made = payment(desk, None, ours, [], desk.book.rng.randint(5, 80) * 1_000_000)
    made.code, made.memo = "206", "BOOK TRANSFER CREDIT FROM ACCT XXXXXX7790 CASH CONCENTRATION SWEEP"
    return [made]
