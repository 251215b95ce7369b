"""Kind of movement -> debit and credit: the whole ledger on one screen (DOMAIN section 3).

A correction is the same row turned round (`entry.reverses`). A side that names an item already held in a control
account takes that account (cash on account, a deduction); the table gives the usual one and where a move ends.
"""

from enum import StrEnum


class Account(StrEnum):
    """The role of an account; each entity maps roles to its own account numbers (`account.code`)."""

    BANK = "bank"
    CARD_CLEARING = "card_clearing"
    LOCKBOX_CLEARING = "lockbox_clearing"
    AR_TRADE = "ar_trade"
    AR_DEDUCTIONS = "ar_deductions"
    UNIDENTIFIED = "unidentified"
    UNAPPLIED = "unapplied"
    ON_ACCOUNT = "on_account"
    AR_REVALUATION = "ar_revaluation"
    CREDITS_PRESENTED = "credits_presented"
    ALLOWANCE = "allowance"
    WITHHOLDING = "withholding"
    NOTES = "notes"
    PAYABLES = "payables"
    DEPOSITS = "deposits"
    CUSTOMER_CREDITS = "customer_credits"
    REFUNDS = "refunds"
    UNCLAIMED = "unclaimed"
    SALES_TAX = "sales_tax"
    OPENING = "opening"
    NOT_AR = "not_ar"
    REVENUE = "revenue"
    FREIGHT = "freight"
    FINANCE_CHARGES = "finance_charges"
    NSF_FEES = "nsf_fees"
    RETURNS = "returns"
    ALLOWANCES = "allowances"
    DISCOUNTS_EARNED = "discounts_earned"
    DISCOUNTS_UNEARNED = "discounts_unearned"
    CREDIT_LOSS = "credit_loss"
    SMALL_BALANCES = "small_balances"
    BANK_CHARGES = "bank_charges"
    MERCHANT_FEES = "merchant_fees"
    AGENCY_FEES = "agency_fees"
    FX_GAIN = "fx_gain"
    FX_LOSS = "fx_loss"
    FX_UNREALISED = "fx_unrealised"


#: Role -> account number and name a new entity starts with.
CHART: dict[Account, tuple[str, str]] = {
    Account.BANK: ("1010", "Cash"),
    Account.CARD_CLEARING: ("1020", "Card clearing"),
    Account.LOCKBOX_CLEARING: ("1030", "Lockbox clearing"),
    Account.AR_TRADE: ("1100", "AR trade"),
    Account.AR_DEDUCTIONS: ("1110", "AR deductions"),
    Account.UNIDENTIFIED: ("1190", "Unidentified receipts"),
    Account.UNAPPLIED: ("1191", "Unapplied cash"),
    Account.ON_ACCOUNT: ("1192", "On-account cash"),
    Account.AR_REVALUATION: ("1180", "AR revaluation"),
    Account.CREDITS_PRESENTED: ("1193", "Unapplied and on-account cash, presented"),
    Account.ALLOWANCE: ("1195", "Allowance for credit losses"),
    Account.WITHHOLDING: ("1300", "Withholding tax receivable"),
    Account.NOTES: ("1400", "Notes receivable"),
    Account.PAYABLES: ("2000", "Accounts payable"),
    Account.DEPOSITS: ("2110", "Customer deposits"),
    Account.CUSTOMER_CREDITS: ("2120", "Customer credit balances"),
    Account.REFUNDS: ("2130", "Refunds payable"),
    Account.UNCLAIMED: ("2140", "Unclaimed property payable"),
    Account.SALES_TAX: ("2200", "Sales tax payable"),
    Account.OPENING: ("3900", "Opening balances"),
    Account.NOT_AR: ("2900", "Receipts outside receivables"),
    Account.REVENUE: ("4000", "Revenue"),
    Account.FREIGHT: ("4100", "Freight billed"),
    Account.FINANCE_CHARGES: ("4200", "Finance charge income"),
    Account.NSF_FEES: ("4210", "NSF fee income"),
    Account.RETURNS: ("4800", "Returns and allowances"),
    Account.ALLOWANCES: ("4810", "Allowances by reason"),
    Account.DISCOUNTS_EARNED: ("4900", "Discounts earned"),
    Account.DISCOUNTS_UNEARNED: ("4910", "Unearned discounts allowed"),
    Account.CREDIT_LOSS: ("6800", "Credit loss expense"),
    Account.SMALL_BALANCES: ("6900", "Small-balance write-off"),
    Account.BANK_CHARGES: ("6910", "Bank charges"),
    Account.MERCHANT_FEES: ("6920", "Merchant fees"),
    Account.AGENCY_FEES: ("6930", "Collection agency fees"),
    Account.FX_GAIN: ("7000", "Realised FX gain"),
    Account.FX_LOSS: ("7010", "Realised FX loss"),
    Account.FX_UNREALISED: ("7020", "Unrealised FX gain and loss"),
}
assert set(CHART) == set(Account), "every role has an account"

#: Every posting to one of these names an item, so that its balance is the sum of the items held in it.
CONTROL = {
    Account.AR_TRADE,
    Account.AR_DEDUCTIONS,
    Account.UNIDENTIFIED,
    Account.UNAPPLIED,
    Account.ON_ACCOUNT,
    Account.DEPOSITS,
}
#: Cash held for a customer on purpose: it waits for nobody.
SET_ASIDE = (Account.ON_ACCOUNT.value, Account.DEPOSITS.value)


class Kind(StrEnum):
    """Why money moves."""

    INVOICED = "invoiced"
    TAX_BILLED = "tax_billed"
    FREIGHT_BILLED = "freight_billed"
    DEBITED = "debited"
    FINANCE_CHARGED = "finance_charged"
    CREDITED = "credited"
    TAX_CREDITED = "tax_credited"
    OPENED = "opened"
    OPENED_CREDIT = "opened_credit"
    OPENED_DEDUCTION = "opened_deduction"
    BROUGHT_FORWARD = "brought_forward"
    BROUGHT_FORWARD_CREDIT = "brought_forward_credit"
    OPENED_CASH = "opened_cash"
    OPENED_CASH_UNIDENTIFIED = "opened_cash_unidentified"
    BROUGHT_FORWARD_CASH = "brought_forward_cash"
    OPENED_CASH_RETURNED = "opened_cash_returned"
    RECEIVED_UNIDENTIFIED = "received_unidentified"
    RECEIVED = "received"
    IDENTIFIED = "identified"
    REASSIGNED = "reassigned"
    ON_ACCOUNT = "on_account"
    NOT_AR = "not_ar"
    APPLIED = "applied"
    NETTED = "netted"
    DISCOUNT_EARNED = "discount_earned"
    DISCOUNT_UNEARNED = "discount_unearned"
    BANK_FEE = "bank_fee"
    SMALL_BALANCE = "small_balance"
    WITHHELD = "withheld"
    DEDUCTION_OPENED = "deduction_opened"
    DEDUCTION_ALLOWED = "deduction_allowed"
    DEDUCTION_TAX = "deduction_tax"
    CHARGED_BACK = "charged_back"
    NSF_FEE_CHARGED = "nsf_fee_charged"
    CARD_CAPTURED = "card_captured"
    CARD_CAPTURED_UNIDENTIFIED = "card_captured_unidentified"
    BOXED = "boxed"
    BOXED_UNIDENTIFIED = "boxed_unidentified"
    DEPOSITED = "deposited"
    BOUNCED = "bounced"
    CARD_BOUNCED = "card_bounced"
    DISCOUNT_TAX = "discount_tax"
    AGENCY_FEE = "agency_fee"
    CONCESSION = "concession"
    BAD_DEBT = "bad_debt"
    BAD_DEBT_EXPENSED = "bad_debt_expensed"
    BAD_DEBT_TAX = "bad_debt_tax"
    REINSTATED = "reinstated"
    REINSTATED_EXPENSED = "reinstated_expensed"
    REINSTATED_TAX = "reinstated_tax"
    PAYABLE_NETTED = "payable_netted"
    NOTE_TAKEN = "note_taken"
    REFUND_APPROVED = "refund_approved"
    UNCLAIMED = "unclaimed"
    LOCKBOX_BANKED = "lockbox_banked"
    CARD_SETTLED = "card_settled"
    CARD_DRAWN = "card_drawn"
    CARD_FEE = "card_fee"
    CARD_FEE_RETURNED = "card_fee_returned"
    RETURN_FEE = "return_fee"
    REFUND_PAID = "refund_paid"
    UNCLAIMED_REMITTED = "unclaimed_remitted"
    PROVIDED = "provided"
    PROVISION_RELEASED = "provision_released"
    CREDITS_PRESENTED = "credits_presented"
    VALUED = "valued"
    VALUED_CREDIT = "valued_credit"
    FX_LOST = "fx_lost"
    FX_GAINED = "fx_gained"
    REVALUED_UP = "revalued_up"
    REVALUED_DOWN = "revalued_down"


#: Kind -> (debit, credit).
SIDES: dict[Kind, tuple[Account, Account]] = {
    Kind.INVOICED: (Account.AR_TRADE, Account.REVENUE),
    Kind.TAX_BILLED: (Account.AR_TRADE, Account.SALES_TAX),
    Kind.FREIGHT_BILLED: (Account.AR_TRADE, Account.FREIGHT),
    Kind.DEBITED: (Account.AR_TRADE, Account.REVENUE),
    Kind.FINANCE_CHARGED: (Account.AR_TRADE, Account.FINANCE_CHARGES),
    Kind.CREDITED: (Account.RETURNS, Account.AR_TRADE),
    Kind.TAX_CREDITED: (Account.SALES_TAX, Account.AR_TRADE),
    Kind.OPENED: (Account.AR_TRADE, Account.OPENING),
    Kind.OPENED_CREDIT: (Account.OPENING, Account.AR_TRADE),
    Kind.OPENED_DEDUCTION: (Account.AR_DEDUCTIONS, Account.OPENING),
    Kind.BROUGHT_FORWARD: (Account.OPENING, Account.AR_TRADE),
    Kind.BROUGHT_FORWARD_CREDIT: (Account.AR_TRADE, Account.OPENING),
    Kind.OPENED_CASH: (Account.OPENING, Account.UNAPPLIED),
    Kind.OPENED_CASH_UNIDENTIFIED: (Account.OPENING, Account.UNIDENTIFIED),
    Kind.BROUGHT_FORWARD_CASH: (Account.UNAPPLIED, Account.OPENING),
    Kind.OPENED_CASH_RETURNED: (Account.OPENING, Account.BANK),
    Kind.RECEIVED_UNIDENTIFIED: (Account.BANK, Account.UNIDENTIFIED),
    Kind.RECEIVED: (Account.BANK, Account.UNAPPLIED),
    Kind.IDENTIFIED: (Account.UNIDENTIFIED, Account.UNAPPLIED),
    Kind.REASSIGNED: (Account.UNAPPLIED, Account.UNAPPLIED),
    Kind.ON_ACCOUNT: (Account.UNAPPLIED, Account.ON_ACCOUNT),
    Kind.NOT_AR: (Account.UNIDENTIFIED, Account.NOT_AR),
    Kind.APPLIED: (Account.UNAPPLIED, Account.AR_TRADE),
    Kind.NETTED: (Account.AR_TRADE, Account.AR_TRADE),
    Kind.DISCOUNT_EARNED: (Account.DISCOUNTS_EARNED, Account.AR_TRADE),
    Kind.DISCOUNT_UNEARNED: (Account.DISCOUNTS_UNEARNED, Account.AR_TRADE),
    Kind.BANK_FEE: (Account.BANK_CHARGES, Account.AR_TRADE),
    Kind.SMALL_BALANCE: (Account.SMALL_BALANCES, Account.AR_TRADE),
    Kind.WITHHELD: (Account.WITHHOLDING, Account.AR_TRADE),
    Kind.DEDUCTION_OPENED: (Account.AR_DEDUCTIONS, Account.AR_TRADE),
    Kind.DEDUCTION_ALLOWED: (Account.ALLOWANCES, Account.AR_DEDUCTIONS),
    Kind.DEDUCTION_TAX: (Account.SALES_TAX, Account.AR_DEDUCTIONS),
    Kind.CHARGED_BACK: (Account.AR_TRADE, Account.AR_DEDUCTIONS),
    Kind.NSF_FEE_CHARGED: (Account.AR_TRADE, Account.NSF_FEES),
    Kind.CARD_CAPTURED: (Account.CARD_CLEARING, Account.UNAPPLIED),
    Kind.CARD_CAPTURED_UNIDENTIFIED: (Account.CARD_CLEARING, Account.UNIDENTIFIED),
    Kind.BOXED: (Account.LOCKBOX_CLEARING, Account.UNAPPLIED),
    Kind.BOXED_UNIDENTIFIED: (Account.LOCKBOX_CLEARING, Account.UNIDENTIFIED),
    Kind.DEPOSITED: (Account.BANK, Account.DEPOSITS),
    Kind.BOUNCED: (Account.AR_TRADE, Account.BANK),
    Kind.CARD_BOUNCED: (Account.AR_TRADE, Account.CARD_CLEARING),
    Kind.DISCOUNT_TAX: (Account.SALES_TAX, Account.AR_TRADE),
    Kind.AGENCY_FEE: (Account.AGENCY_FEES, Account.AR_TRADE),
    Kind.CONCESSION: (Account.REVENUE, Account.AR_TRADE),
    Kind.BAD_DEBT: (Account.ALLOWANCE, Account.AR_TRADE),
    Kind.BAD_DEBT_EXPENSED: (Account.CREDIT_LOSS, Account.AR_TRADE),
    Kind.BAD_DEBT_TAX: (Account.SALES_TAX, Account.AR_TRADE),
    Kind.REINSTATED: (Account.AR_TRADE, Account.ALLOWANCE),
    Kind.REINSTATED_EXPENSED: (Account.AR_TRADE, Account.CREDIT_LOSS),
    Kind.REINSTATED_TAX: (Account.AR_TRADE, Account.SALES_TAX),
    Kind.PAYABLE_NETTED: (Account.PAYABLES, Account.AR_TRADE),
    Kind.NOTE_TAKEN: (Account.NOTES, Account.AR_TRADE),
    Kind.REFUND_APPROVED: (Account.ON_ACCOUNT, Account.REFUNDS),
    Kind.UNCLAIMED: (Account.ON_ACCOUNT, Account.UNCLAIMED),
    Kind.LOCKBOX_BANKED: (Account.BANK, Account.LOCKBOX_CLEARING),
    Kind.CARD_SETTLED: (Account.BANK, Account.CARD_CLEARING),
    Kind.CARD_DRAWN: (Account.CARD_CLEARING, Account.BANK),
    Kind.CARD_FEE: (Account.MERCHANT_FEES, Account.CARD_CLEARING),
    Kind.CARD_FEE_RETURNED: (Account.CARD_CLEARING, Account.MERCHANT_FEES),
    Kind.RETURN_FEE: (Account.BANK_CHARGES, Account.BANK),
    Kind.REFUND_PAID: (Account.REFUNDS, Account.BANK),
    Kind.UNCLAIMED_REMITTED: (Account.UNCLAIMED, Account.BANK),
    Kind.PROVIDED: (Account.CREDIT_LOSS, Account.ALLOWANCE),
    Kind.PROVISION_RELEASED: (Account.ALLOWANCE, Account.CREDIT_LOSS),
    Kind.CREDITS_PRESENTED: (Account.CREDITS_PRESENTED, Account.CUSTOMER_CREDITS),
    Kind.VALUED: (Account.AR_TRADE, Account.OPENING),
    Kind.VALUED_CREDIT: (Account.OPENING, Account.UNAPPLIED),
    Kind.FX_LOST: (Account.FX_LOSS, Account.AR_TRADE),
    Kind.FX_GAINED: (Account.UNAPPLIED, Account.FX_GAIN),
    Kind.REVALUED_UP: (Account.AR_REVALUATION, Account.FX_UNREALISED),
    Kind.REVALUED_DOWN: (Account.FX_UNREALISED, Account.AR_REVALUATION),
}
assert set(SIDES) == set(Kind), "every kind has its two sides"

#: Movements that no item takes part in: between the bank, clearing accounts, liabilities and reserves.
GENERAL = frozenset(kind for kind, sides in SIDES.items() if not CONTROL & set(sides))

#: Kinds of entries that open one item each and move no other.
OPENING = ("issued", "opened", "received")
