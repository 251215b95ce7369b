"""The pages of docs/ that are written by the code they describe: `python -m tests.docs_pages` writes them anew."""

import ast
import importlib
import json
import pkgutil
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer.main
from typer.core import TyperGroup

import parsers
from api import contract
from api import refused as noes
from cli.main import EXIT_REFUSED, app
from kit import secret_files
from kit.refusals import Refused
from kit.settings import Settings
from ledger.checks import INVARIANTS
from ledger.kinds import CHART, CONTROL, SIDES
from matcher import REASONS, policy_file
from matcher.explanations.hypotheses import PROPOSED_ONLY, RULES
from matcher.policy import PLACES, Policy
from matcher.posting.decision import GUESSES, OUTCOMES
from matcher.posting.refusals import REFUSALS
from matcher.shown.explain import CURES
from services.exports import EXPORTS
from services.reports import REPORTS
from services.reports.views import VIEWS
from tests import docs_findings, docs_said, docs_tree
from tests.docs_layout import page, table

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PACKAGES = ("kit", "parsers", "matcher", "aging", "ledger", "credit", "cards", "dunning", "services", "api", "cli")
WIDTH = 100
POLICY_SAID = """\
What may be posted without a person, of one legal entity. `tieout policy check FILE` reads a file and lists every
problem at once, with its line; `tieout policy show` says which values hold, where each comes from, and the digest that
certificates quote; `GET /v1/policy` says the same.

| setting | names |
|---|---|
| `TIEOUT_POLICY_FOLDER` | a folder in which each entity has its file, `MAIN.toml` |
| `TIEOUT_POLICY_FILE` | one file, for entities without a file of their own |

Without either the cautious defaults below hold. `entity = "MAIN"` at the top of a file binds it to that entity. A key
that is not in the file keeps its default; an unknown key is refused. A file `MAIN.shadow.toml` beside it is
[tried in the shadow](../how-to/try-a-policy.md): it posts nothing.

Amounts are decimals in quotes, `"100.00"`, in the file's currency; shares are percentages in quotes, `"2.5%"`; days are
calendar days. Keys of files from before there were sections (`small_balance_limit = 200`, minor units) are still read,
with a warning that says the new name.
"""
ABROAD_SAID = """\
Limits are in the file's currency (`currency`, else the entity's). A receipt in another currency is posted only where
it needs no limit: what ties to the cent. Whatever needs one (a late discount, a fee, a small balance, a deduction) is
asked. A table of its own lifts that; an amount it does not state is nothing:

```toml
[currencies.EUR.deductions]
limit = "5000.00"
unexplained_limit = "1000.00"
```

Where there is no file the defaults hold in every currency, as minor units.
"""


# --- commands


def commands() -> Iterator[tuple[str, Any]]:
    """Yield every command as it is typed, groups before their commands."""
    yield from _below("tieout", typer.main.get_command(app))


def _below(typed: str, command: Any) -> Iterator[tuple[str, Any]]:
    """Yield a command and all under it."""
    yield typed, command
    if isinstance(command, TyperGroup):
        for name in command.list_commands(command.context_class(command)):
            yield from _below(f"{typed} {name}", command.commands[name])


def cli() -> str:
    """Return the page of the commands: what `--help` says."""
    codes = table(
        ("exit code", "means"),
        (
            (0, "done"),
            (EXIT_REFUSED, "refused: the reason stands on standard error, one line each"),
            (2, "wrong usage"),
        ),
    )
    found = list(commands())
    overview = table(("command", "does"), ((f"`{typed}`", _first(one.help)) for typed, one in found[1:]))
    shown = [f"## {typed}\n\n```text\n{_help(typed, one)}\n```\n" for typed, one in found]
    return page(
        "Commands", "Every command takes `--db` and `--json`, before or after its name.\n", codes, overview, *shown
    )


def _help(typed: str, command: Any) -> str:
    """Return what --help prints, at a fixed width."""
    context = command.context_class(command, info_name=typed, terminal_width=WIDTH, max_content_width=WIDTH)
    return "\n".join(line.rstrip() for line in command.get_help(context).splitlines()).strip()


def _first(text: str | None) -> str:
    """Return the first line of a docstring."""
    return (text or "").strip().splitlines()[0]


# --- what was decided


def _held_by(code: str) -> str:
    """Return what holds a receipt back, with what a refusal says of its limits."""
    return " ".join((REFUSALS[code].__doc__ or "").split()) if code in REFUSALS else REASONS[code]


def reasons() -> str:
    """Return the page of statuses and reasons."""
    statuses = table(
        ("status", "means", "what a person does"),
        ((f"`{code}`", *said) for code, said in docs_said.STATUSES.items()),
    )
    posted = table(
        ("reason", "why it was posted"),
        ((f"`{rule.name}`", REASONS[rule.name]) for rule in RULES if rule.name in REASONS),
    )
    asked = table(
        ("reason", "what holds the receipt back", "would have posted if", "what a reviewer does"),
        (
            (f"`{code}`", _held_by(code), CURES.get(code, ""), docs_said.REVIEWER.get(code, ""))
            for code in (*REFUSALS, *OUTCOMES)
        ),
    )
    beside = table(
        ("reason", "means", "what a reviewer does"),
        ((f"`{code}`", said, does) for code, (_, said, does) in docs_said.BESIDES.items()),
    )
    offered = table(
        ("rule", "the explanation it offers"),
        (
            (f"`{rule.name}`", f"{rule.sentence}{' (a guess)' * (rule.name in GUESSES)}")
            for rule in RULES
            if rule.name in PROPOSED_ONLY
        ),
    )
    return page(
        "Statuses and reasons",
        "Each receipt has one status and one reason: columns of `tieout export receipts`.\n",
        "## Status\n",
        statuses,
        "## Reason of a posting\n",
        "A posted receipt shows the rule that explained it to the cent. Rules stand in order of trust.\n",
        posted,
        "## Reason why nothing, or not everything, was posted\n",
        "The refusals come first, in the order in which they are asked; the first that holds is the reason.\n",
        asked,
        "## Reasons that come from files and from people\n",
        beside,
        "## Rules that are only ever offered\n",
        "These leave something to guess. A reviewer sees them as proposals; the engine never posts them.\n",
        offered,
    )


def policy() -> str:
    """Return the page of the policy file."""
    heads = sorted({place.rpartition(".")[0] for place in PLACES.values()}, key=list(_heads()).index)
    parts = [part for head in heads for part in _section(head)]
    return page(
        "The policy file",
        POLICY_SAID,
        *parts,
        "## Other currencies\n",
        ABROAD_SAID,
        "## The whole file\n",
        "`tieout policy example` prints it. Every value here is the default: state only what you change.\n",
        f"```toml\n{policy_file.example()}```\n",
    )


def _heads() -> dict[str, None]:
    """Return the sections in the order of the file."""
    return dict.fromkeys(place.rpartition(".")[0] for place in PLACES.values())


def _section(head: str) -> tuple[str, str]:
    """Return a section's heading and its table."""
    rows = [
        (
            f"`{place.rpartition('.')[2]}`",
            f"`{policy_file.written(name, Policy.model_fields[name].default, 'USD')}`",
            Policy.model_fields[name].description,
        )
        for name, place in PLACES.items()
        if place.rpartition(".")[0] == head
    ]
    title = f"## `[{head}]`\n" if head else "## Before the sections\n"
    return title, table(("key", "default", "means"), rows)


def settings() -> str:
    """Return the page of the settings."""
    notes = _comments(ROOT / "kit" / "settings.py", "Settings")
    held = ", ".join(f"`TIEOUT_{name.upper()}`" for name in secret_files.HELD)
    rows = [
        (f"`TIEOUT_{name.upper()}`", _default(field.default), notes.get(name, ""))
        for name, field in Settings.model_fields.items()
    ]
    return page(
        "Settings",
        "Read once from the environment when a command starts. Of these the value may lie in a file\n"
        f"instead, as containers bring secrets: {held}.\n"
        "`TIEOUT_TOKEN_FILE` then names the file that holds `TIEOUT_TOKEN`.\n"
        "`tieout config show` lists all of them with where each comes from, secrets never.\n",
        table(("variable", "default", "means"), rows),
    )


def _default(value: object) -> str:
    """Return a default in a cell."""
    if value is None:
        return "none"
    if isinstance(value, tuple):
        return f"`{json.dumps(value)}`"
    return f"`{value}`"


def _comments(path: Path, name: str) -> dict[str, str]:
    """Return what the comments say of each field of a class: the `#:` lines above it, or the words behind it."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    body = next(node for node in ast.parse(text).body if isinstance(node, ast.ClassDef) and node.name == name).body
    found: dict[str, str] = {}
    for node in body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            above: list[str] = []
            at = node.lineno - 2
            while lines[at].strip().startswith("#:"):
                above.insert(0, lines[at].strip().removeprefix("#:").strip())
                at -= 1
            behind = re.search(r"\)?\s+# (.+)$", lines[(node.end_lineno or node.lineno) - 1])
            said = " ".join(above) or (behind[1] if behind else "")
            name = node.target.id
            found[name] = docs_said.FIELDS.get(name) or re.sub(r" \(DOMAIN[^)]*\)", "", said)
    return found


# --- what is wrong, and our no


def findings() -> str:
    """Return the page of the findings."""
    rows = [(f"`{one.code}`", one.source, one.severity, one.sentence) for one in docs_findings.made()]
    broken = [(f"`{code}`", meaning) for code, (meaning, _) in INVARIANTS.items()]
    broken += [(f"`{code}`", sentence) for code, sentence in _other_checks()]
    return page(
        "Findings",
        "A finding is something wrong with the data we were given. It is kept with its file and line, and shown;\n"
        "the rest of the file is taken. `tieout export findings` lists them.\n",
        table(
            ("severity", "means"),
            (
                (
                    "error",
                    "Money, sign, identity or structure cannot be trusted: kept aside, or not posted unseen.",
                ),
                ("warning", "It was read all the same; the sentence says how."),
                ("note", "Worth knowing."),
            ),
        ),
        "## In files\n",
        table(("code", "from", "severity", "sentence (… is filled in)"), rows),
        "## In the books\n",
        "`tieout db check` recomputes everything and exits with 1 if one of these is found; `tieout audit verify`\n"
        "proves the chain alone. None ever should be.\n",
        table(("code", "what is broken"), broken),
    )


def _other_checks() -> Iterator[tuple[str, str]]:
    """Yield the checks of the books and of their trail that are no query."""
    for name, builder in {"checks": "Finding", "trail": "Broken"}.items():
        for call in ast.walk(ast.parse((ROOT / "ledger" / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == builder:
                code, message = [word for word in call.args if not isinstance(word, ast.Constant) or word.value != 0][
                    :2
                ]
                if isinstance(code, ast.Constant):
                    yield str(code.value), docs_findings.words(message)


def refusals() -> str:
    """Return the page of the refusals."""
    refused()
    rows = [
        (f"`{one.code}`", one.status, "yes" if one.retry else "", one.sentence, one.remedy) for one in noes.refusals()
    ]
    return page(
        "Refusals",
        "A refusal is our no to a request. On the command line it is one line on standard error and exit code "
        f"{EXIT_REFUSED}.\n"
        "Over HTTP it is an RFC 9457 problem: `type` is the code, `detail` says what is refused and what to do,\n"
        "`retry` says whether trying again can help, `help` is the address of the code's own page on the server.\n"
        "A refused request changes nothing.\n",
        table(("code", "HTTP status", "try again", "sentence", "what to do"), rows),
    )


def refused() -> list[type[Refused]]:
    """Return every refusal of the program, by code."""
    for package in PACKAGES:
        for module in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            importlib.import_module(module.name)
    ours = (kind for kind in noes.kinds(Refused) if kind.__module__.partition(".")[0] in PACKAGES)
    return sorted(ours, key=lambda one: one.code)


# --- the books, and what goes in and out


def kinds() -> str:
    """Return the page of posting kinds and accounts."""
    sides = [
        (f"`{kind}`", f"{CHART[debit][0]} {CHART[debit][1]}", f"{CHART[credit][0]} {CHART[credit][1]}")
        for kind, (debit, credit) in SIDES.items()
    ]
    chart = [(number, name, f"`{role}`", "yes" if role in CONTROL else "") for role, (number, name) in CHART.items()]
    return page(
        "Posting kinds",
        "Every movement is one row here: what is debited, what is credited. A correction is the same row turned\n"
        "round; nothing is edited. `kind` is a column of `tieout export postings`. Where a side names an item that\n"
        "another control account holds, that account is taken.\n",
        table(("kind", "debit", "credit"), sides),
        "## Accounts\n",
        "A new entity starts with these numbers. Each posting to a control account names an item, so that the account\n"
        "is the sum of its items.\n",
        table(("number", "name", "role", "control account"), sorted(chart)),
    )


def files() -> str:
    """Return the page of the tables given out and the reports."""
    shown = [
        f"## {kind}\n\n" + ", ".join(f"`{name}`" for name in export.columns) + "\n" for kind, export in EXPORTS.items()
    ]
    return page(
        "Exports and reports",
        "`tieout export KIND` writes CSV (UTF-8, header), JSON or Parquet. Columns may be added,\n"
        "never renamed or dropped.\n"
        "Amounts are decimals with the currency's digits; account numbers show their last four digits.\n",
        *shown,
        "## Reports\n",
        "`tieout report NAME --as-of DATE`, `GET /v1/reports/NAME`.\n",
        table(("report", "says"), ((f"`{report.name}`", report.title) for report in REPORTS)),
    )


def read_model() -> str:
    """Return the page of the views that can be asked."""
    shown = [
        f"## {name}\n\nEach row: {view.says}.\n\n"
        + table(("column", "holds", "says"), ((f"`{one}`", held.kind, held.says) for one, held in view.fields.items()))
        for name, view in VIEWS.items()
    ]
    return page(
        "Read model",
        "`tieout report query --with view=items --with 'where=open_amount>=1000.00; due_date<2026-11-01'` asks\n"
        "these views, as does page Reports, Query, and `GET /v1/reports/query`; in CSV, XLSX, Parquet, JSON and PDF.\n"
        "An amount is a decimal of the row's `currency`.\n",
        *shown,
    )


def formats() -> str:
    """Return the page of the formats."""
    rows = []
    for one in parsers.FORMATS:
        link, known, reference = docs_said.FORMATS[one.name]
        rows.append((f"[`{one.name}`]({link})", one.title, known, reference))
    return page(
        "Formats",
        "A file is recognised by its content, never by its name. No file is known to two formats; a test holds this.\n",
        table(("format", "what it is", "known by", "`bank_reference` of a receipt"), rows),
    )


def api() -> str:
    """Return the page of the routes."""
    document = json.loads(contract.COMMITTED.read_text(encoding="utf-8"))
    parts = []
    for tag in document["tags"]:
        rows = [
            (f"`{method.upper()} {path}`", _first(route["description"]), _given(route))
            for path, routes in document["paths"].items()
            for method, route in routes.items()
            if tag["name"] in route.get("tags", ())
        ]
        parts += [
            f"## {tag['name'].capitalize()}\n",
            f"{tag['description']}\n",
            table(("route", "does", "takes"), rows),
        ]
    return page(
        "HTTP routes",
        "The whole contract is OpenAPI 3.1 at `/openapi.json`, committed as `api/openapi.json`. Amounts are whole\n"
        "minor units with a currency, times RFC 3339 in UTC, lists are paged by an opaque `after` cursor. A POST with\n"
        "an `Idempotency-Key` is carried out once. Lists and reports leave as CSV or Parquet where `Accept` asks for\n"
        "it. `If-Match` refuses what was decided on an older version. What can be refused stands under\n"
        "[refusals](refusals.md).\n",
        *parts,
    )


def _given(route: dict[str, Any]) -> str:
    """Return the parameters of a route."""
    return ", ".join(f"`{one['name']}`" for one in route.get("parameters", ()) if one["in"] != "path")


#: page -> what writes it
PAGES: dict[str, Callable[[], str]] = {
    "reference/cli.md": cli,
    "reasons.md": reasons,
    "reference/findings.md": findings,
    "reference/refusals.md": refusals,
    "reference/kinds.md": kinds,
    "reference/api.md": api,
    "reference/policy.md": policy,
    "reference/settings.md": settings,
    "reference/exports.md": files,
    "reference/read-model.md": read_model,
    "formats/README.md": formats,
    "reference/packages.md": docs_tree.packages,
    "decisions/README.md": docs_tree.decisions,
}


BEGIN, END = "<!-- what `tieout demo` prints -->", "<!-- so far -->"


def readme() -> str:
    """Return the README with the result table as the demo prints it today."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, behind = rest.partition(END)
    return f"{before}{BEGIN}\n```text\n{morning()}\n```\n{END}{behind}"


def morning() -> str:
    """Return what `make run SERVE=0` prints, from a fresh database."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "cli.main", "--db", f"sqlite:///{folder}/books.db", "demo", "--no-serve"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    return "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())


def write() -> None:
    """Write every page."""
    (ROOT / "README.md").write_text(readme(), encoding="utf-8")
    for name, made in PAGES.items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made(), encoding="utf-8")


if __name__ == "__main__":
    write()
