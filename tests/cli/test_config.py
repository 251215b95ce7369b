"""What `tieout config show` tells: every setting, where it comes from, and no secret."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from cli.main import app
from kit.refusals import Invalid
from kit.settings import Settings


def shown(*more: str) -> dict[str, tuple[str, str]]:
    """Return the settings that are shown: variable to value and source."""
    done = CliRunner().invoke(app, ["config", "show", "--json", *more])
    assert done.exit_code == 0, done.output
    return {row["setting"]: (row["value"], row["source"]) for row in json.loads(done.stdout)}


def test_every_setting_is_shown_with_where_it_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIEOUT_CURRENCY", "EUR")
    told = shown()
    assert len(told) == len(Settings.model_fields)
    assert told["TIEOUT_CURRENCY"] == ("EUR", "set")
    assert told["TIEOUT_ENTITY"] == ("MAIN", "default")
    assert shown("--set").keys() >= {"TIEOUT_CURRENCY"}
    assert "TIEOUT_ENTITY" not in shown("--set")


def test_a_secret_is_told_to_be_there_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIEOUT_TOKEN", "tok_hidden")
    monkeypatch.setenv("TIEOUT_DATABASE_URL", "postgresql+psycopg://tieout:hidden@db.example/books")
    told = shown()
    assert told["TIEOUT_TOKEN"] == ("set, not shown", "set")
    assert told["TIEOUT_DATABASE_URL"][0] == "postgresql+psycopg://tieout:***@db.example/books"
    assert "hidden" not in str(told)


def test_a_setting_that_cannot_be_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIEOUT_LOG", "everything")
    done = CliRunner().invoke(app, ["config", "show"])
    assert done.exit_code != 0
    assert "TIEOUT_LOG" in str(done.exception)


def test_a_secret_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    held = tmp_path / "token"
    held.write_text("tok_hidden\n")
    monkeypatch.setenv("TIEOUT_TOKEN_FILE", str(held))
    assert Settings().token == SecretStr("tok_hidden")
    assert shown()["TIEOUT_TOKEN"] == ("set, not shown", f"file {held}")
    assert Settings(token=SecretStr("given")).token == SecretStr("given")


#: What the file of a secret holds (None: it is not there), what the variable itself holds -> the refusal.
WRONG = ((None, "", "cannot be read"), (b" \n", "", "is empty"), (b"\xff", "", "cannot be read"), (b"a", "b", "both"))


@pytest.mark.parametrize(("inside", "beside", "said"), WRONG)
def test_a_file_that_gives_no_secret_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, inside: bytes | None, beside: str, said: str
) -> None:
    held = tmp_path / "token"
    if inside is not None:
        held.write_bytes(inside)
    monkeypatch.setenv("TIEOUT_TOKEN_FILE", str(held))
    monkeypatch.setenv("TIEOUT_TOKEN", beside)
    with pytest.raises(Invalid, match=f"TIEOUT_TOKEN_FILE.*{said}"):
        Settings()


def test_a45_rules_are_versions_on_the_terminal(tmp_path: Path) -> None:
    """Two people, what differs, and the way back, as they are typed."""

    def typed(*words: str) -> Any:
        done = CliRunner().invoke(app, ["--db", f"sqlite:///{tmp_path}/books.db", "config", *words, "--json"])
        assert done.exit_code == 0, (words, done.output, done.exception)
        return json.loads(done.stdout)

    for floor in (50, 60):
        file = tmp_path / "worklist.toml"
        file.write_text(f"floor = {floor}\n")
        asked = typed("propose", "worklist", str(file), "--reason", "smaller customers", "--by", "ana")
        typed("approve", asked["request_id"], "--by", "ben")
    assert typed("diff", "worklist", "1", "2")["lines"] == ["@@ -1 +1 @@", "-floor = 50", "+floor = 60"]
    asked = typed("revert", "worklist", "--to", "1", "--reason", "as before", "--by", "ana")
    typed("approve", asked["request_id"], "--by", "ben")
    assert typed("show", "worklist")["body"] == "floor = 50\n"
    assert [one["restores"] for one in typed("history", "worklist")] == [1, 0, 0]
    held = {one["kind"]: one["version"] for one in typed("kinds")}
    assert held["worklist"]["number"] == 3
    assert "floor = 100" in typed("example", "worklist")["text"]
