"""Currencies that are no longer money: what took their place and since when (ISO 4217, list three)."""

from datetime import date

_EURO = {
    date(2002, 3, 1): "ATS BEF DEM ESP FIM FRF GRD IEP ITL LUF NLG PTE ADP MCF SML VAL XEU",
    date(2007, 1, 15): "SIT",
    date(2008, 2, 1): "CYP MTL",
    date(2009, 1, 17): "SKK",
    date(2011, 1, 15): "EEK",
    date(2014, 1, 15): "LVL",
    date(2015, 1, 16): "LTL",
    date(2023, 1, 15): "HRK",
    date(2026, 2, 1): "BGN",
}
#: Historic code -> what took its place, and the first day on which nothing could be paid in it any more.
HISTORIC: dict[str, tuple[str, date]] = {
    **{code: ("EUR", day) for day, codes in _EURO.items() for code in codes.split()},
    "ROL": ("RON", date(2007, 1, 1)),
    "TRL": ("TRY", date(2006, 1, 1)),
    "AZM": ("AZN", date(2007, 1, 1)),
    "BYR": ("BYN", date(2017, 1, 1)),
    "BYB": ("BYN", date(2001, 1, 1)),
    "RUR": ("RUB", date(2004, 1, 1)),
    "CSD": ("RSD", date(2006, 10, 25)),
    "YUM": ("RSD", date(2003, 7, 2)),
    "CSK": ("CZK", date(1993, 3, 1)),
    "TMM": ("TMT", date(2010, 1, 1)),
    "GHC": ("GHS", date(2008, 1, 1)),
    "MZM": ("MZN", date(2007, 1, 1)),
    "MGF": ("MGA", date(2005, 1, 1)),
    "MRO": ("MRU", date(2018, 7, 1)),
    "STD": ("STN", date(2018, 7, 1)),
    "SDD": ("SDG", date(2007, 7, 1)),
    "ZMK": ("ZMW", date(2013, 7, 1)),
    "ZWD": ("ZWG", date(2009, 4, 12)),
    "ZWL": ("ZWG", date(2024, 9, 1)),
    "SLL": ("SLE", date(2024, 1, 1)),
    "AFA": ("AFN", date(2003, 1, 3)),
    "AOR": ("AOA", date(2001, 1, 1)),
    "SRG": ("SRD", date(2004, 1, 1)),
    "ECS": ("USD", date(2000, 9, 15)),
    "TPE": ("USD", date(2002, 5, 20)),
    "MXP": ("MXN", date(1996, 1, 1)),
    "PEI": ("PEN", date(1991, 7, 1)),
    "PLZ": ("PLN", date(1997, 1, 1)),
    "UAK": ("UAH", date(1996, 9, 17)),
    "VEB": ("VES", date(2012, 1, 1)),
    "VEF": ("VES", date(2018, 12, 5)),
    "CUC": ("CUP", date(2021, 7, 1)),
    "ANG": ("XCG", date(2025, 7, 1)),
}


def historic(currency: str, on: date | None) -> str:
    """Return what took the place of a currency that was no longer money on a day, empty where it still was."""
    found = HISTORIC.get(currency)
    return found[0] if found is not None and (on is None or on >= found[1]) else ""
