"""The schema knows its newest revision without loading what changes it."""

from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

import migrations
from kit.db import Database


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
