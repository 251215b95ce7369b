"""OFX texts for tests: one transaction, or elements of it, inside a whole file."""

HEADER = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:{encoding}\nCHARSET:{charset}\n\n"
OPEN = "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>77</BANKACCTFROM><BANKTRANLIST>\n"
CLOSE = "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"


def transaction(**elements: str) -> str:
    """Return one transaction of a hundred dollars; elements replace those given, `None` leaves one out."""
    given = {"TRNTYPE": "CREDIT", "DTPOSTED": "20240115", "TRNAMT": "100.00", "FITID": "A1", "NAME": "ACME"} | elements
    return (
        "<STMTTRN>\n" + "".join(f"<{name}>{value}\n" for name, value in given.items() if value != "-") + "</STMTTRN>\n"
    )


def sgml(*transactions: str, encoding: str = "USASCII", charset: str = "1252", codec: str = "cp1252") -> bytes:
    """Return a file of one statement."""
    head = HEADER.format(encoding=encoding, charset=charset)
    return (head + OPEN + "".join(transactions) + CLOSE).encode(codec)


def xml(*transactions: str, codec: str = "utf-8") -> bytes:
    """Return the same as OFX 2."""
    head = '<?xml version="1.0"?>\n<?OFX OFXHEADER="200" VERSION="211"?>\n'
    return (head + OPEN + "".join(transactions) + CLOSE).encode(codec)
