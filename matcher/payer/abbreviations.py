"""Short forms of the words of names, and what they stand for."""

#: Short forms that people and field lengths make, written out.
_WRITTEN_OUT = {
    "AMERICAN": (
        "AMER",
        "AMERN",
    ),
    "ASSOCIATES": (
        "ASSOC",
        "ASSOCS",
    ),
    "ASSOCIATION": ("ASSN",),
    "BROTHERS": ("BROS",),
    "BUILDING": ("BLDG",),
    "CENTER": (
        "CTR",
        "CENTRE",
    ),
    "CONSTRUCTION": (
        "CONSTR",
        "CONST",
    ),
    "DEPARTMENT": ("DEPT",),
    "DEVELOPMENT": ("DEV",),
    "DISTRIBUTION": (
        "DIST",
        "DISTR",
        "DISTRIB",
    ),
    "ELECTRIC": ("ELEC",),
    "ENGINEERING": (
        "ENGR",
        "ENG",
    ),
    "ENTERPRISES": (
        "ENT",
        "ENTERPRISE",
        "ENTPR",
    ),
    "EQUIPMENT": ("EQUIP",),
    "FOODS": ("FDS",),
    "FORT": ("FT",),
    "GROUP": ("GRP",),
    "HOLDINGS": (
        "HLDGS",
        "HLDG",
        "HOLDING",
    ),
    "HOSPITAL": ("HOSP",),
    "INDUSTRIAL": ("INDL",),
    "INDUSTRIES": (
        "IND",
        "INDS",
        "INDUS",
    ),
    "INTERNATIONAL": (
        "INTL",
        "INTERNATL",
    ),
    "LABORATORIES": (
        "LAB",
        "LABS",
    ),
    "LOGISTICS": ("LOG",),
    "MANAGEMENT": (
        "MGMT",
        "MGT",
    ),
    "MANUFACTURERS": ("MFRS",),
    "MANUFACTURING": (
        "MFG",
        "MANUF",
    ),
    "MARKET": ("MKT",),
    "MARKETING": ("MKTG",),
    "METAL": ("MTL",),
    "METALS": ("MTLS",),
    "MOUNT": ("MT",),
    "NATIONAL": ("NATL",),
    "PACKAGING": ("PKG",),
    "PHARMACEUTICALS": (
        "PHARM",
        "PHARMA",
    ),
    "PRODUCTS": (
        "PROD",
        "PRODS",
    ),
    "PROPERTIES": ("PROP",),
    "SAINT": ("ST",),
    "SERVICES": (
        "SVC",
        "SVCS",
        "SERV",
        "SERVICE",
    ),
    "SOLUTIONS": (
        "SOLNS",
        "SOLS",
    ),
    "SUPPLY": (
        "SUP",
        "SUPL",
    ),
    "SYSTEMS": (
        "SYS",
        "SYSTEM",
    ),
    "TECHNOLOGIES": (
        "TECH",
        "TECHNOLOGY",
        "TECHS",
    ),
    "TRANSPORT": (
        "TRANS",
        "TRANSP",
    ),
    "UNIVERSITY": ("UNIV",),
}
ABBREVIATIONS = {short: whole for whole, shorts in _WRITTEN_OUT.items() for short in shorts}
