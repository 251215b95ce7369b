"""Names are found whatever their case and accents, on both databases alike."""

import pytest
from sqlalchemy import literal, select

from kit.db import Database
from kit.folding import Folded, folded


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("Müller & Söhne", "muller"),
        ("MUELLER UND SOEHNE", "Müller und Söhne"),
        ("MULLER", "müller"),
        ("Três Irmãos", "TRES IRMAOS"),
        ("Groß", "GROSS"),
        ("Ærø Smørrebrød", "aero smorrebrod"),
        ("ŁÓDŹ", "lodz"),
        ("Ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
        ("ΣΊΣΥΦΟΣ", "σίσυφοσ"),
        ("ПРИВЕТ", "привет"),
        ("Zoe\u0308", "ZOË"),
    ],
)
def test_a_name_is_found_however_it_is_written(written: str, sought: str) -> None:
    assert folded(sought) in folded(written)


def test_other_names_stay_others() -> None:
    assert folded("Möller") != folded("Müller")
    assert folded("100%_") == "100%_"


def test_both_databases_fold_as_we_do(database: Database) -> None:
    """Every letter up to the Cyrillic ones, alone and beside others."""
    texts = [*map(chr, range(0x20, 0x530)), "MUELLER", "Müller", "ẞ", "ﬁn", "日本"]
    with database.reading() as connection:
        told = [connection.execute(select(Folded(literal(text)))).scalar_one() for text in texts]
        assert connection.execute(select(Folded(literal(None)))).scalar_one() is None
    wrong = [(text, said, folded(text)) for text, said in zip(texts, told, strict=True) if said != folded(text)]
    assert wrong == []
