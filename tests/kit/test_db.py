"""What a database cannot keep is a refusal to whoever said it."""

import pytest
from sqlalchemy import text

from kit.db import Database
from kit.refusals import Invalid


def test_a_nul_is_refused_wherever_it_stands(postgres_database: Database) -> None:
    """A page's address and a body reach PostgreSQL, which takes no NUL: that is no error of ours."""
    with postgres_database.reading() as connection, pytest.raises(Invalid, match=r"holds a NUL \(U\+0000\)"):
        connection.execute(text("SELECT CAST(:said AS TEXT)"), {"said": "a\x00"})
