"""A small morning for the edge: four customers, their open items, and one BAI2 file of wires of every outcome."""

ITEMS = (
    # number, customer, amount in cents
    ("INV-30011", "C100", 125_000),
    ("INV-30012", "C100", 48_050),
    ("INV-30013", "C100", 99_900),
    ("INV-30014", "C100", 99_900),
    ("INV-30021", "C200", 310_000),
    ("INV-30022", "C200", 64_000),
    ("INV-30023", "C200", 64_000),
    ("INV-30031", "C300", 775_025),
    ("INV-30032", "C300", 20_000),
    ("INV-30033", "C300", 20_000),
    ("INV-30041", "C400", 415_000),
)
CUSTOMERS = """customer_number,name,parent_number,terms,currency,credit_limit
C100,Hollis Marine Supply Inc,,NET30,USD,100000.00
C200,Bracken Tool Co,,NET30,USD,100000.00
C300,Pellam Freight Co,,NET30,USD,100000.00
C400,Northgate Mills,,2/10 NET30,USD,100000.00
"""
OPEN_ITEMS = (
    "document_number,document_type,customer_number,issue_date,due_date,currency,amount,open_amount,po_number,terms\n"
    + "".join(
        f"{number},invoice,{customer},2026-10-20,2026-11-19,USD,{cents // 100}.{cents % 100:02},"
        f"{cents // 100}.{cents % 100:02},,NET30\n"
        for number, customer, cents in ITEMS
    )
)
#: payer, cents, what the payer wrote
WIRES = (
    ("HOLLIS MARINE SUPPLY INC", 125_000, "INV-30011"),  # one number, one amount
    ("HOLLIS MARINE SUPPLY INC", 99_900, ""),  # one amount, two items
    ("BRACKEN TOOL CO", 310_000, "INV-30021"),
    ("BRACKEN TOOL CO", 64_000, "THANK YOU"),  # one amount, two items
    ("PELLAM FREIGHT CO", 20_000, "MONTHLY"),  # one amount, two items
    ("PELLAM FREIGHT CO", 774_925, "INV-30031 LESS CLAIM"),  # one dollar short of it
    ("ZZ HOLDINGS <B>LTD</B>", 5_000_000, "CONFIDENTIAL"),  # nobody we know
)


def _wire(number: int, payer: str, cents: int, said: str) -> list[str]:
    """Return a wire as the bank tells it: the 16 and the text behind it."""
    reference = f"2026111900{number:04}"
    text = [f"88,SEQ:{number:06} ORIG:{payer} ID:99{number:08}", "88,SND BK:GRANITE VALLEY BANK ID:108778807"]
    return [
        f"16,195,{cents},0,{reference},,WIRE TYPE:WIRE IN DATE:261119 TIME:0951 ET TRN:{reference}",
        *text,
        *([f"88,PMT DET:{said}"] if said else []),
    ]


def bai2(wires: tuple[tuple[str, int, str], ...] = WIRES, number: int = 1) -> bytes:
    """Return a prior-day statement of the wires whose totals agree."""
    body = [line for place, wire in enumerate(wires, 1) for line in _wire(number * 100 + place, *wire)]
    total = sum(cents for _, cents, _ in wires)
    account = [f"03,4400123,USD,100,{total},{len(wires)},/", *body]
    account.append(f"49,{total * 2},{len(account) + 1}/")
    group = ["02,CALDERRIDGE,071000013,1,261119,,USD,2/", *account]
    group.append(f"98,{total * 2},1,{len(group) + 1}/")
    file = [f"01,071000013,CALDERRIDGE,261120,0630,{number},,,2/", *group]
    file.append(f"99,{total * 2},1,{len(file) + 1}/")
    return ("\n".join(file) + "\n").encode()


BAI2 = bai2()
