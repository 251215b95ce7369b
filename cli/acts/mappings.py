"""What people confirm once: how a bank's tables are read, how a lockbox's columns lie."""

import json
from collections.abc import Sequence
from pathlib import Path

import typer

from cli import books, say
from cli.asked import Asked
from kit.refusals import Invalid
from services.banking import pins
from services.importing.loading import called, loaded

ACTOR = "cli"
BODY_BYTES_MAX = 1 << 20


def guess(asked: Asked, path: Path, output: Path | None) -> None:
    """Say how a table would be read; write the mapping to a file where one is named."""
    workspace = books.writing(asked)
    found = pins.guess(workspace, loaded(path, workspace.settings.file_bytes_max), called(path))
    if output is not None:
        output.write_text(json.dumps(json.loads(found.body), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if asked.json:
        say.result({**say.plain(found), "mapping": json.loads(found.body)}, as_json=True)
        return
    typer.echo(f"{found.name}: {'confirmed' if found.confirmed else 'guessed'}: {found.words}")
    say.table(("day", "minor units", "currency", "words"), list(found.entries))
    for question in found.asked:
        typer.echo(f"asked: {question}: confirm with --answer {question}=...")


def confirm(asked: Asked, path: Path, body: Path | None, answers: Sequence[str], by: str) -> None:
    """Confirm how a table and all like it are read."""
    workspace = books.writing(asked)
    data = loaded(path, workspace.settings.file_bytes_max)
    text = _text(body) if body else ""
    given = dict(map(_answer, answers))
    done = pins.confirm(workspace, data, called(path), actor=by, body=text, answers=given)
    say.result(done, as_json=asked.json, lines=[f"{called(path)}: {_confirmed(done)}"])


def withdraw(asked: Asked, kind: str, key: str) -> None:
    """Take a confirmation back."""
    done = pins.withdraw(books.writing(asked), kind, key, actor=ACTOR)
    say.result(done, as_json=asked.json, lines=[f"{done.key}: taken back; files like it are asked again"])


def answer_withdrawal(asked: Asked, file_id: str, no: str, by: str) -> None:
    """Say yes to what a file takes back, or no where why is given."""
    if no:
        done = pins.reject_withdrawal(books.writing(asked), file_id, no, actor=by)
        say.result(done, as_json=asked.json, lines=[f"{done.key}: rejected: the books stay as they are"])
        return
    done = pins.confirm_withdrawal(books.writing(asked), file_id, actor=by)
    say.result(done, as_json=asked.json, lines=[f"{done.key}: confirmed: carried out by the next `tieout match`"])


def listed(asked: Asked, kind: str) -> None:
    """List what is confirmed of one kind."""
    found = pins.listed(books.reading(asked), kind)
    if asked.json:
        say.result([{**say.plain(one), "body": json.loads(one.body)} for one in found], as_json=True)
        return
    rows = [(one.key, pins.in_words(one), one.actor, one.recorded_at.date()) for one in found]
    say.table(("key", "how it is read", "by", "on"), rows)


def pin_lockbox(asked: Asked, path: Path, by: str) -> None:
    """Confirm the layout of a lockbox."""
    done = pins.pin_lockbox(books.writing(asked), _text(path), actor=by)
    say.result(done, as_json=asked.json, lines=[f"{done.key}: {_confirmed(done)}"])


def _confirmed(done: pins.Confirmed) -> str:
    """Say what came of confirming: it counts, or a second person is asked."""
    words = pins.in_words(done)
    if not done.request_id:
        return f"confirmed: {words}"
    return f"waits for a second person: tieout request approve {done.request_id} --by NAME: {words}"


def _text(path: Path) -> str:
    """Return a JSON file's text. Refused: Invalid where it is no UTF-8."""
    try:
        return loaded(path, BODY_BYTES_MAX).decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise Invalid(f"{called(path)}: no UTF-8 text") from wrong


def _answer(text: str) -> tuple[str, str]:
    """Return an answer written as NAME=VALUE. Refused: Invalid."""
    name, mark, value = text.partition("=")
    if not mark:
        raise Invalid(f"{text}: an answer reads NAME=VALUE, as in day_order=dmy")
    return name.strip(), value.strip()
