"""An OFX 1 (SGML) statement of one account: leaves without end tags, as most banks send them."""

_HEAD = (
    "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:USASCII\r\nCHARSET:1252\r\n"
    "COMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n"
    "<OFX>\r\n<SIGNONMSGSRSV1>\r\n<SONRS>\r\n<STATUS>\r\n<CODE>0\r\n<SEVERITY>INFO\r\n</STATUS>\r\n"
    "<DTSERVER>20261130080000[-6:CST]\r\n<LANGUAGE>ENG\r\n</SONRS>\r\n</SIGNONMSGSRSV1>\r\n"
    "<BANKMSGSRSV1>\r\n<STMTTRNRS>\r\n<TRNUID>1\r\n<STATUS>\r\n<CODE>0\r\n<SEVERITY>INFO\r\n</STATUS>\r\n"
    "<STMTRS>\r\n<CURDEF>USD\r\n<BANKACCTFROM>\r\n<BANKID>071900456\r\n<ACCTID>880012345\r\n<ACCTTYPE>CHECKING\r\n"
    "</BANKACCTFROM>\r\n<BANKTRANLIST>\r\n<DTSTART>20261101\r\n<DTEND>20261130\r\n"
)
_TAIL = (
    "</BANKTRANLIST>\r\n<LEDGERBAL>\r\n<BALAMT>{balance}\r\n<DTASOF>20261130\r\n</LEDGERBAL>\r\n"
    "</STMTRS>\r\n</STMTTRNRS>\r\n</BANKMSGSRSV1>\r\n</OFX>\r\n"
)
_TRANSACTION = (
    "<STMTTRN>\r\n<TRNTYPE>{type}\r\n<DTPOSTED>202611{day:02d}120000[-6:CST]\r\n<TRNAMT>{amount}\r\n<FITID>{id}\r\n"
    "{check}<NAME>{name}\r\n<MEMO>{memo}\r\n</STMTTRN>\r\n"
)
_NAMES = (
    "BRAMBLE HARDWARE LLC",
    "OTTER &amp; SONS",
    "KESTREL STATIONERS",
    "CAFÉ DU PORT",
    "TALLOW INC",
    "OAKUM SUPPLY CO",
)
_DAYS = 28


def content(transactions: int) -> bytes:
    """Return a statement of so many payments, the balance their sum."""
    pieces, balance = [_HEAD], 0
    for index in range(transactions):
        minor = 1_000 + (index * 7_919) % 900_000
        balance += minor
        invoice = 200_000 + index
        name = _NAMES[index % len(_NAMES)]
        check, memo, kind = "", f"INV {invoice} PO {index % 5_000} THANK YOU", "CREDIT"
        if index % 3 == 0:
            check, kind = f"<CHECKNUM>{10_000 + index}\r\n", "DEP"
        elif index % 3 == 1:
            memo = (
                f"ORIG ID:9{index % 997:09d} CO ENTRY DESCR:VENDORPAY SEC:CCD"
                f" TRACE#:07190045{index:07d} IND ID:{invoice}"
            )
            name = f"ORIG CO NAME:{name}"
        pieces.append(
            _TRANSACTION.format(
                type=kind,
                day=1 + index % _DAYS,
                amount=f"{minor // 100}.{minor % 100:02d}",
                id=f"20261130{index:08d}",
                check=check,
                name=name,
                memo=memo,
            )
        )
    pieces.append(_TAIL.format(balance=f"{balance // 100}.{balance % 100:02d}"))
    return "".join(pieces).encode("cp1252")
