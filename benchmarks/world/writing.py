"""How payers and banks damage what is written: each function changes one payment, or says it cannot."""

from benchmarks.world.book import Book
from benchmarks.world.items import core
from benchmarks.world.parties import abbreviated, plain
from benchmarks.world.payments import CODED, Payment, Said, comma, money

OCR = str.maketrans({"0": "O", "1": "I", "5": "S", "8": "B", "2": "Z"})
LEADS = (
    "",
    "INV ",
    "INVS ",
    "INVOICE ",
    "INVOICES ",
    "PMT INV ",
    "PAYMENT OF ",
    "PAYMENT OF INV ",
    "PAYMENT OF INVOICES ",
)
LOOKS = {"0": "86", "1": "74", "2": "7", "3": "85", "4": "9", "5": "63", "6": "85", "7": "12", "8": "3", "9": "4"}


def as_it_is(book: Book, payment: Payment) -> bool:
    """Write the numbers as we do."""
    return bool(book) and bool(payment.said)


def as_made(book: Book, payment: Payment) -> bool:
    """Leave what the way of paying wrote."""
    return bool(book) and payment.amount > 0


def _each(payment: Payment, form: dict[str, str]) -> bool:
    """Replace the numbers by their new forms; true where every one changed."""
    changed = all(form[said.written] != said.written for said in payment.said)
    for said in payment.said:
        said.written = form[said.written]
    return changed and bool(payment.said)


def prefix_dropped(book: Book, payment: Payment) -> bool:
    """`INV-004512` becomes `004512`; `2026-00417` becomes `00417`."""
    assert book.numbers
    return _each(payment, {said.written: said.written.rpartition("-")[2] for said in payment.said})


def prefix_added(book: Book, payment: Payment) -> bool:
    """`4471023` becomes `INV4471023`."""
    added = book.rng.choice(("INV", "INV#", "IN-", "CRS-", "I"))
    return all(said.written.isdigit() for said in payment.said) and _each(
        payment, {said.written: added + said.written for said in payment.said}
    )


def leading_zeros(book: Book, payment: Payment) -> bool:
    """Zeros that lead are left out, or put before a number that has none."""
    width = book.rng.choice((9, 10, 12))
    forms = {}
    for said in payment.said:
        head, dash, digits = said.written.rpartition("-")
        forms[said.written] = head + dash + (digits.lstrip("0") if digits.startswith("0") else digits.zfill(width))
    return _each(payment, forms)


def separators(book: Book, payment: Payment) -> bool:
    """Marks are put inside a number, or taken out or exchanged."""
    mark = book.rng.choice(("-", ".", " ", "/"))
    forms = {}
    for said in payment.said:
        text = said.written
        forms[text] = (
            text.replace("-", book.rng.choice(("", "/", " "))) if "-" in text else f"{text[:-4]}{mark}{text[-4:]}"
        )
    return _each(payment, forms)


def glued_list(book: Book, payment: Payment) -> bool:
    """Numbers without blanks between them: a comma, or nothing where they are of one length."""
    numbers = [said.written for said in payment.said]
    same = len({len(number) for number in numbers}) == 1
    payment.memo = "INV" + book.rng.choice((",", "", "/") if same else (",", ";")).join(numbers)
    return _as_text(payment) and len(numbers) > 1


def _as_text(payment: Payment) -> bool:
    """Make it free text: the lines are gone, the memo stays."""
    payment.structured = False
    payment.said = []
    return True


def number_range(book: Book, payment: Payment) -> bool:
    """First and last number of a run."""
    first, last = payment.said[0].written, payment.said[-1].written
    shape = book.rng.choice(("{} THRU {}", "{}-{}", "{} - {}", "{} TO {}"))
    short = last[-3:] if book.rng.random() < 0.3 and first[:-3] == last[:-3] else last
    payment.memo = "INVOICES " + shape.format(first, short)
    payment.said = [Said(shape.format(first, short), payment.amount)]
    return payment.rail == "lockbox" or _as_text(payment)


def shared_stem(book: Book, payment: Payment) -> bool:
    """`4471023/24/31`."""
    numbers = [said.written for said in payment.said]
    keep = 2 if all(number[:-2] == numbers[0][:-2] for number in numbers) else 3
    payment.memo = "INV " + book.rng.choice(("/", ",", "-") if len(numbers) > 2 else ("/", ",")).join(
        [numbers[0], *(number[-keep:] for number in numbers[1:])]
    )
    return _as_text(payment)


def suffix(book: Book, payment: Payment) -> bool:
    """Something is put after the number."""
    added = book.rng.choice(("-A", "-01", "/1", "A", " CR", "-2026"))
    return _each(payment, {said.written: said.written + added for said in payment.said})


def cut_by_field(book: Book, payment: Payment) -> bool:
    """A list that the 80 bytes of an addenda cut inside its last number."""
    numbers = [said.written for said in payment.said]
    whole = " ".join(numbers)
    cuts = [lead for lead in LEADS if 4 <= 80 - len(lead + whole) + len(numbers[-1]) < len(numbers[-1])]
    if not cuts:
        return False
    payment.memo = book.rng.choice(cuts) + whole
    payment.note = numbers[-1][: 80 - len(payment.memo)]
    return _as_text(payment)


def split_across_lines(book: Book, payment: Payment) -> bool:
    """The bank breaks the line inside a number."""
    assert book.numbers
    payment.split = payment.said[-1].written
    payment.memo = "INVOICE " + " ".join(said.written for said in payment.said)
    return _as_text(payment)


def ocr_swap(book: Book, payment: Payment) -> bool:
    """A machine reads a digit as a letter or as its look-alike."""
    said = book.rng.choice(payment.said)
    at = book.rng.randrange(len(said.written) - 3, len(said.written))
    digit = said.written[at]
    if not digit.isdigit():
        return False
    read = digit.translate(OCR) if book.rng.random() < 0.6 else book.rng.choice(LOOKS[digit])
    said.written = said.written[:at] + read + said.written[at + 1 :]
    return read != digit


def ocr_drop(book: Book, payment: Payment) -> bool:
    """A machine loses a digit."""
    said = book.rng.choice(payment.said)
    at = book.rng.randrange(len(said.written) - 4, len(said.written))
    said.written = said.written[:at] + said.written[at + 1 :]
    return bool(said.written)


def ocr_merge(book: Book, payment: Payment) -> bool:
    """Two lines of a stub are read as one: both numbers, the sum of both amounts."""
    if len(payment.said) < 2 or len(payment.said[0].written) + len(payment.said[1].written) > 16:
        return False
    one, two, *rest = payment.said
    assert book.numbers
    assert one.paid is not None
    assert two.paid is not None
    payment.said = [Said(one.written + two.written, one.paid + two.paid), *rest]
    return True


def keying_slip(book: Book, payment: Payment) -> bool:
    """One digit is typed wrongly, and the number so written was issued to somebody else."""
    said = payment.said[0]
    slips = []
    for at in range(len(said.written) - 4, len(said.written)):
        for digit in "0123456789":
            text = said.written[:at] + digit + said.written[at + 1 :]
            found = book.numbers.get(text)
            if (
                found is not None
                and found.customer.root != payment.dues[0].item.customer.root
                and found.open != said.paid
            ):
                slips.append(text)
    if slips:
        said.written = book.rng.choice(slips)
    return bool(slips)


def ends_only(book: Book, payment: Payment) -> bool:
    """Only the last digits of each number, as many of each: `INV 1019, 1033`."""
    keep = book.rng.choice((3, 4, 4, 5))
    ends = {said.written: "".join(filter(str.isdigit, said.written))[-keep:] for said in payment.said}
    return len(set(ends.values())) == len(ends) and _each(payment, ends)


def two_slips(book: Book, payment: Payment) -> bool:
    """Two digits are typed wrongly, or two neighbours are exchanged; nobody was issued the number so written."""
    said = payment.said[0]
    last = len(said.written) - 1
    if not said.written[-4:].isdigit():
        return False
    one, two = sorted(book.rng.sample(range(last - 3, last + 1), 2))
    letters = list(said.written)
    if book.rng.random() < 0.5:
        letters[two - 1], letters[two] = letters[two], letters[two - 1]
    else:
        letters[one], letters[two] = (str((int(letters[at]) + book.rng.randint(1, 9)) % 10) for at in (one, two))
    before, said.written = said.written, "".join(letters)
    return said.written != before and not book.meanings(said.written)


def revised_list(book: Book, payment: Payment) -> bool:
    """A list of which one item is another's is followed by the one that replaces it: `A, B REVISED: A, C`."""
    meant, taken = payment.said, {due.item.number for due in payment.dues}
    owner = payment.dues[0].item.customer.number
    others = [item for item in book.owned[owner] if item.kind == "invoice" and item.number not in taken]
    dropped = payment.dues[-1].item
    others = [item for item in others if item.open != dropped.open]
    if not others:
        return False
    other = book.rng.choice(others)
    first = [*meant[:-1], Said(other.number, other.open, other.open)]
    if payment.rail in CODED:
        payment.said = [*(Said(said.written, said.paid, said.gross) for said in first), *meant]
        return True
    lists = (" ".join(said.written for said in said_) for said_ in (first, meant))
    payment.memo = "INV {} REVISED LIST: {}".format(*lists)
    return _as_text(payment)


def order_numbers(book: Book, payment: Payment) -> bool:
    """The customer's own order number stands where ours should."""
    return _by_number(book, payment, "po", "PO ")


def sales_orders(book: Book, payment: Payment) -> bool:
    """Our order number instead of the invoice's."""
    return _by_number(book, payment, "order", "ORDER ")


def deliveries(book: Book, payment: Payment) -> bool:
    """The delivery note's number instead of the invoice's."""
    return _by_number(book, payment, "delivery", "DELIVERY ")


def _by_number(book: Book, payment: Payment, which: str, word: str) -> bool:
    """Write another number of the same document."""
    assert book.numbers
    for said, due in zip(payment.said, payment.dues, strict=True):
        said.written, said.kind = getattr(due.item, which), "purchase_order"
    if payment.rail not in CODED:
        payment.memo = word + " ".join(said.written for said in payment.said)
        _as_text(payment)
    return all(getattr(due.item, which) for due in payment.dues)


def payer_document(book: Book, payment: Payment) -> bool:
    """The payer's own voucher, which we have never seen."""
    number = book.rng.choice(("VCH{}", "{}", "19000{}", "DOC {}")).format(book.rng.randint(550_000, 989_999))
    payment.said = [Said(number, payment.amount, kind="payer_document")]
    payment.memo = "" if payment.rail in CODED else f"OUR REF {number}"
    payment.structured = payment.rail in CODED
    return not book.meanings(number)


def payer_document_like_ours(book: Book, payment: Payment) -> bool:
    """The payer's own voucher bears a number that we issued to somebody else."""
    payer_document(book, payment)
    root = payment.dues[0].item.customer.root
    for item in book.rng.sample(book.open, 20):
        if item.number.isdigit() and item.customer.root != root and item.open != payment.amount:
            for said in payment.said:
                said.written = item.number
            payment.memo = payment.memo and f"OUR REF {item.number}"
            return True
    return False


def account_number(book: Book, payment: Payment) -> bool:
    """Our number for the customer, as on its statement."""
    assert book.numbers
    assert payment.payer is not None
    number = payment.payer.number
    payment.said = [Said(number, payment.amount, kind="account")]
    payment.memo = "" if payment.rail in CODED else f"ACCT {number}"
    payment.identification = number
    payment.structured = payment.rail in CODED
    return True


def statement(book: Book, payment: Payment) -> bool:
    """A whole statement is paid by its account number."""
    done = account_number(book, payment)
    payment.memo = payment.memo and f"STATEMENT {book.spec.day:%m%Y} {payment.memo}"
    return done


def nothing(book: Book, payment: Payment) -> bool:
    """Nothing is written."""
    payment.memo = "" if payment.rail in CODED else book.rng.choice(("", "PAYMENT", "INVOICE PAYMENT", "VENDOR PMT"))
    payment.structured = False
    payment.said = []
    return True


def not_provided(book: Book, payment: Payment) -> bool:
    """A placeholder stands where a reference should."""
    nothing(book, payment)
    payment.memo = book.rng.choice(("NOTPROVIDED", "NONREF", "N/A", "NONE", "0000000000"))
    return True


def name_variant(book: Book, payment: Payment) -> bool:
    """The name is shortened."""
    assert book.numbers
    before, payment.name = payment.name, abbreviated(payment.account.holder)
    return payment.name != before


def other_name(book: Book, payment: Payment) -> bool:
    """The name it trades under."""
    if payment.payer is None or not payment.payer.aliases:
        return False
    payment.name = plain(book.rng.choice(payment.payer.aliases))
    return True


def name_cut(book: Book, payment: Payment) -> bool:
    """The sixteen characters of an ACH company name, and nothing else to know the payer by."""
    assert book.numbers
    long = len(payment.name) > 16
    payment.name = payment.name[:16].rstrip()
    return long and nothing(book, payment)


def non_ascii(book: Book, payment: Payment) -> bool:
    """Letters outside ASCII are lost, replaced, or kept where the format can."""
    holder = payment.account.holder
    payment.name = book.rng.choice(
        (holder, "".join(letter if letter.isascii() else "?" for letter in holder).upper(), plain(holder))
    )
    return not holder.isascii()


def looks_like_numbers(book: Book, payment: Payment) -> bool:
    """Dates, phones and amounts stand beside the number."""
    number = " ".join(said.written for said in payment.said)
    item, extra = payment.dues[0].item, book.rng.randint(1_000, 9_999)
    phone = f"{book.rng.randint(201, 989)}555{extra}"
    shapes = (
        f"DTD {item.issued:%m%d%y} INV {number} TEL {phone} AMT {comma(payment.amount)}",
        f"{item.issued:%Y%m%d} {number} {money(payment.amount)} QTY {extra} CALL {phone}",
        f"PMT {book.spec.day:%m/%d/%y} RE {number} DUE {item.due:%m-%d-%Y} PH {phone[:3]}-{phone[3:6]}-{phone[6:]}",
    )
    payment.memo = book.rng.choice(shapes)
    return _as_text(payment)


def boilerplate(book: Book, payment: Payment) -> bool:
    """The bank's own sentences around the number."""
    number = " ".join(said.written for said in payment.said)
    shapes = (
        f"/ROC/{number}/URI/PAYMENT OF INVOICE {number} CHGS/USD0,/ACC/PLS CREDIT",
        f"ELECTRONIC PAYMENT VIA BUSINESS ONLINE RE {number} THANK YOU FOR YOUR BUSINESS",
        f"THIS IS A ONE TIME PYMT REF {number} QUESTIONS CALL 8005550199 OPT 2",
    )
    payment.memo = book.rng.choice(shapes)
    return _as_text(payment)


def repeated(book: Book, payment: Payment) -> bool:
    """The same remittance twice: once for the bank, once for us."""
    assert book.numbers
    payment.said = [*payment.said, *(Said(said.written, said.paid, said.gross) for said in payment.said)]
    return True


def lines_do_not_foot(book: Book, payment: Payment) -> bool:
    """The numbers are right and the items foot; one amount beside them is mistyped."""
    said = book.rng.choice(payment.said)
    assert said.paid is not None
    said.paid += book.rng.choice((-900, 9_000, 270, 45_00))
    said.gross = None
    return said.paid > 0


def totals_do_not_foot(book: Book, payment: Payment) -> bool:
    """Less comes than the listed items make, and no line says which one is short."""
    off = max(100, payment.dues[0].item.open * book.rng.randint(3, 30) // 100) + book.rng.randrange(90)
    payment.amount -= off
    short = payment.dues[0]
    payment.dues[0] = type(short)(short.item, short.cash - off, deduction=off, reason="unexplained", leeway="open")
    for said in payment.said:
        said.paid, said.gross = None, None
    payment.structured = False
    return short.cash > off and payment.rail not in CODED


def without_code(book: Book, payment: Payment) -> bool:
    """The line is short of its gross by an amount that has no code."""
    assert book.numbers
    for said in payment.said:
        said.reason = "" if said.reason in {"damage", "shortage", "price"} else said.reason
    return payment.structured


def part_payment(book: Book, payment: Payment) -> bool:
    """The payer says that it is a part."""
    payment.memo = book.rng.choice(("PARTIAL PMT INV {}", "PART PAYMENT {}", "PROGRESS PMT ON INV {}")).format(
        payment.said[0].written
    )
    return _as_text(payment)


def part_otherwise(book: Book, payment: Payment) -> bool:
    """The same in words that do not say part."""
    ways = ("{} 1 OF 2", "DOWN PMT INV {}", "ON ACCOUNT OF INV {}", "INV {} BALANCE TO FOLLOW", "50 PCT OF INV {}")
    payment.memo = book.rng.choice(ways).format(payment.said[0].written)
    return _as_text(payment)


def remitter_cut(book: Book, payment: Payment) -> bool:
    """The lockbox keeps so many letters of the name as its layout leaves."""
    whole, payment.name = payment.name, payment.name[: book.rng.choice((12, 15, 18, 20, 24))].rstrip()
    return payment.name != whole


def fee_named(book: Book, payment: Payment) -> bool:
    """The number alone; what the bank kept is to be seen from the amount, sometimes from a charge line."""
    said = payment.said[0]
    fee = payment.dues[0].write_off
    payment.memo = book.rng.choice(("INV {} CHGS {}", "INV {} LESS BANK CHARGES {}", "/RFB/{}/CHGS/USD{}/")).format(
        said.written, money(fee)
    )
    return _as_text(payment)


def digits_only(book: Book, payment: Payment) -> bool:
    """Only the significant digits, in the individual identification field of fifteen."""
    assert book.numbers
    payment.identification = core(payment.said[0].written)
    return _as_text(payment)
