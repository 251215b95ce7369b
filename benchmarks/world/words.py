"""The words invented names are made of; no row is a real firm, bank or person."""

_FIRSTS = (
    "Harborview Cedarline Northgate Summit Redfern Oakmere Blueash Kestrel Ironbridge Lakeshore Marlow Pinecrest "
    "Quarry Riverton Stonegate Tamarack Underhill Vanholt Westbrook Yarrow Alderman Brightwater Coldspring "
    "Dunmore Eastham Fairlight Greyhawk Hollins Inverness Juniper Kingsley Larkspur Millrace Newhall Orchard "
    "Pemberton Ridgeway Saltmarsh Thornbury Upland Verity Wexcombe Ashdown Belmont Cresthill Danforth Elkhorn "
    "Foxglove Glenmoor Haverhill"
)
FIRSTS = tuple(_FIRSTS.split())
_SECONDS = (
    "Industrial Valley Medical Precision Mountain Electrical Coastal Mechanical Dental Automotive Pacific "
    "Building Marine Packaging Heartland Hydraulic Surgical Plastics Aerial Foundry Textile Agricultural Midwest "
    "Refrigeration Optical"
)
SECONDS = tuple(_SECONDS.split())
_TRADES = (
    "Supply Products Manufacturing Services Distributors Systems Equipment Technologies Foods Logistics "
    "Components Group Laboratories Contractors Associates"
)
TRADES = tuple(_TRADES.split())
FORMS = ("Inc", "LLC", "Corp", "Co", "Ltd", "LP", "Inc", "LLC")
#: Legal names as their owners write them: what a bank does to the letters is one of the noises.
FOREIGN = (
    "Müller & Söhne Antriebstechnik GmbH",
    "Société Équipements Léman SA",
    "Åkerlund Industri AB",
    "Compañía Peñafiel de Válvulas SL",
    "Brüggemann Gießerei KG",
    "Łukowski Części Maszyn Sp z oo",
    "Établissements Noël Frères SARL",
    "Çınar Endüstri Makine AS",
)
EUROPEAN = (
    "Nordhafen",
    "Altwasser",
    "Rheinthal",
    "Valmont",
    "Castelbruno",
    "Oudegracht",
    "Lindholm",
    "Montreval",
    "Zeebrink",
    "Tessiner",
)
EUROPEAN_FORMS = ("GmbH", "BV", "SA", "SpA", "AB", "NV")
DBAS = (
    "Toolbox Express",
    "Corner Depot",
    "The Parts Counter",
    "Blue Door Trading",
    "Fastline Direct",
    "County Yard",
    "Main Street Works",
)
ABBREVIATIONS: dict[str, str] = {
    "INDUSTRIAL": "INDL",
    "MANUFACTURING": "MFG",
    "DISTRIBUTORS": "DIST",
    "SERVICES": "SVCS",
    "TECHNOLOGIES": "TECH",
    "EQUIPMENT": "EQUIP",
    "PRODUCTS": "PRODS",
    "ELECTRICAL": "ELEC",
    "MECHANICAL": "MECH",
    "SYSTEMS": "SYS",
    "SUPPLY": "SPLY",
    "LABORATORIES": "LABS",
    "ASSOCIATES": "ASSOC",
    "CONTRACTORS": "CONTR",
    "COMPONENTS": "COMP",
    "LOGISTICS": "LOGIS",
    "MEDICAL": "MED",
    "PACKAGING": "PKG",
    "MOUNTAIN": "MTN",
    "NORTHGATE": "NGATE",
    "GROUP": "GRP",
}
AGENTS = ("Paybridge Settlements LLC", "Ledgerway Payables Inc", "Tricounty Disbursing Agency")
STRANGERS = (
    "Pellam Estate Trust",
    "QX Ventures",
    "J R Hathersage",
    "Orrin Bay Township",
    "Moss Landing Partners",
    "D Whitcombe DDS",
)
BANKS = (
    "FIRST PLAINS BANK NA",
    "MERIDIAN NATIONAL BANK",
    "COPPER STATE BANK",
    "LAKES TRUST COMPANY",
    "UNION HARBOR BANK NA",
    "OLD POST BANK",
    "GRANITE VALLEY BANK",
    "CAROLTON SAVINGS BK",
)
STREETS = (
    "400 MILL RD",
    "1180 COMMERCE DR",
    "77 FOUNDRY LN",
    "2500 N DEPOT ST",
    "PO BOX 4410",
    "9 HARBOR PLZ",
    "3301 QUARRY AVE",
)
TOWNS = ("DAYTON OH", "AKRON OH", "TULSA OK", "MACON GA", "RENO NV", "ERIE PA", "BOISE ID", "PEORIA IL", "MOBILE AL")
