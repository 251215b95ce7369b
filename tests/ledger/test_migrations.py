"""The schema knows its newest revision without loading what changes it."""

import json
from hashlib import sha256
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

import migrations
from kit.db import Database
from ledger.chain import HEAD, ZERO, Digests
from ledger.tables import LATER, LOGGED


def test_the_newest_file_is_the_newest_revision() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent).replace("%", "%%"))

    assert migrations.newest() == ScriptDirectory.from_config(config).get_current_head()


def test_an_empty_database_is_brought_to_the_newest_once(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'books.db'}")

    assert not migrations.at_head(database)
    migrations.upgrade(database)
    migrations.upgrade(database)
    assert migrations.at_head(database)
    database.dispose()


def test_a_table_that_came_later_leaves_older_hashes_as_they_were() -> None:
    head = dict.fromkeys(HEAD, "x")
    whole = sha256(ZERO)
    whole.update(json.dumps(list(head.values()), separators=(",", ":")).encode())
    for _ in sorted(set(LOGGED) - LATER):
        whole.update(sha256().digest())

    assert Digests().seal(ZERO, head) == whole.digest()
    written = Digests()
    written.take("pin", [(1, "mapping", "k", "{}", "ann", 1)])
    assert written.seal(ZERO, head) != whole.digest()
