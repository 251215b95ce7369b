"""Kind of movement -> debit and credit: the whole ledger on one screen (DOMAIN section 3).

A correction is the same row turned round (`entry.reverses`). A side that names an item already held in a control
account takes that account (cash on account, a deduction); the table gives the usual one and where a move ends.
"""

from enum import StrEnum


class Account(StrEnum):
    """The role of an account; each entity maps roles to its own account numbers (`account.code`)."""

    BANK = "bank"
    AR_TRADE = "ar_trade"
    AR_DEDUCTIONS = "ar_deductions"
    UNIDENTIFIED = "unidentified"
    UNAPPLIED = "unapplied"
    ON_ACCOUNT = "on_account"
    WITHHOLDING = "withholding"
    SALES_TAX = "sales_tax"
    OPENING = "opening"
    NOT_AR = "not_ar"
    REVENUE = "revenue"
    FREIGHT = "freight"
    FINANCE_CHARGES = "finance_charges"
    RETURNS = "returns"
    ALLOWANCES = "allowances"
    DISCOUNTS_EARNED = "discounts_earned"
    DISCOUNTS_UNEARNED = "discounts_unearned"
    SMALL_BALANCES = "small_balances"
    BANK_CHARGES = "bank_charges"


#: Role -> account number and name a new entity starts with.
CHART: dict[Account, tuple[str, str]] = {
    Account.BANK: ("1010", "Cash"),
    Account.AR_TRADE: ("1100", "AR trade"),
    Account.AR_DEDUCTIONS: ("1110", "AR deductions"),
    Account.UNIDENTIFIED: ("1190", "Unidentified receipts"),
    Account.UNAPPLIED: ("1191", "Unapplied cash"),
    Account.ON_ACCOUNT: ("1192", "On-account cash"),
    Account.WITHHOLDING: ("1300", "Withholding tax receivable"),
    Account.SALES_TAX: ("2200", "Sales tax payable"),
    Account.OPENING: ("3900", "Opening balances"),
    Account.NOT_AR: ("2900", "Receipts outside receivables"),
    Account.REVENUE: ("4000", "Revenue"),
    Account.FREIGHT: ("4100", "Freight billed"),
    Account.FINANCE_CHARGES: ("4200", "Finance charge income"),
    Account.RETURNS: ("4800", "Returns and allowances"),
    Account.ALLOWANCES: ("4810", "Allowances by reason"),
    Account.DISCOUNTS_EARNED: ("4900", "Discounts earned"),
    Account.DISCOUNTS_UNEARNED: ("4910", "Unearned discounts allowed"),
    Account.SMALL_BALANCES: ("6900", "Small-balance write-off"),
    Account.BANK_CHARGES: ("6910", "Bank charges"),
}
assert set(CHART) == set(Account), "every role has an account"

#: Every posting to one of these names an item, so that its balance is the sum of the items held in it.
CONTROL = {
    Account.AR_TRADE,
    Account.AR_DEDUCTIONS,
    Account.UNIDENTIFIED,
    Account.UNAPPLIED,
    Account.ON_ACCOUNT,
}


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
}
assert set(SIDES) == set(Kind), "every kind has its two sides"
