"""What each ACH transaction code does (Nacha Operating Rules, appendix on record formats; the words are ours).

The first digit is the account, the second what happens there; 55 is the one debit among the loan codes.
"""

from enum import StrEnum


class Action(StrEnum):
    """What an entry with the code is."""

    LIVE = "live"
    PRENOTE = "prenote"
    ZERO_DOLLAR = "zero-dollar"
    RETURN = "return"
    ADVICE = "adv"
    RESERVED = "reserved"  # in old files only; no rule says what it does today


#: code -> (credits the account holder, what it is)
TRANSACTIONS: dict[str, tuple[bool, Action]] = {
    "20": (True, Action.RESERVED),
    "21": (True, Action.RETURN),
    "22": (True, Action.LIVE),
    "23": (True, Action.PRENOTE),
    "24": (True, Action.ZERO_DOLLAR),
    "25": (False, Action.RESERVED),
    "26": (False, Action.RETURN),
    "27": (False, Action.LIVE),
    "28": (False, Action.PRENOTE),
    "29": (False, Action.ZERO_DOLLAR),
    "31": (True, Action.RETURN),
    "32": (True, Action.LIVE),
    "33": (True, Action.PRENOTE),
    "34": (True, Action.ZERO_DOLLAR),
    "36": (False, Action.RETURN),
    "37": (False, Action.LIVE),
    "38": (False, Action.PRENOTE),
    "39": (False, Action.ZERO_DOLLAR),
    "41": (True, Action.RETURN),
    "42": (True, Action.LIVE),
    "43": (True, Action.PRENOTE),
    "44": (True, Action.ZERO_DOLLAR),
    "46": (False, Action.RETURN),
    "47": (False, Action.LIVE),
    "48": (False, Action.PRENOTE),
    "49": (False, Action.ZERO_DOLLAR),
    "51": (True, Action.RETURN),
    "52": (True, Action.LIVE),
    "53": (True, Action.PRENOTE),
    "54": (True, Action.ZERO_DOLLAR),
    "55": (False, Action.LIVE),
    "56": (False, Action.RETURN),
    "81": (True, Action.ADVICE),
    "82": (False, Action.ADVICE),
    "83": (True, Action.ADVICE),
    "84": (False, Action.ADVICE),
    "85": (True, Action.ADVICE),
    "86": (False, Action.ADVICE),
    "87": (True, Action.ADVICE),
    "88": (False, Action.ADVICE),
}
