"""The documents cannot rot: pages say what the code says, their commands run, their links lead somewhere."""

import csv
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

import parsers
from ledger.kinds import Kind
from matcher import REASONS
from matcher.explanations.hypotheses import RULES
from matcher.posting.decision import OUTCOMES
from matcher.posting.refusals import REFUSALS
from services import demo
from services.exports import EXPORTS
from services.reports import REPORTS
from tests import docs_findings, docs_pages, docs_said, warm

ROOT = docs_pages.ROOT
DOCS = docs_pages.DOCS
WRITTEN = sorted([*DOCS.rglob("*.md"), *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))])
RUN = [
    DOCS / "how-to" / name
    for name in (
        "import-your-own-data.md",
        "read-a-refusal.md",
        "back-up-and-check-the-books.md",
        "add-a-matching-rule.md",
        "replay-a-decision.md",
        "set-the-policy.md",
        "try-a-policy.md",
        "teach-the-matcher.md",
        "ask-and-approve.md",
        "keep-master-data.md",
        "let-people-in.md",
        "watch-the-service.md",
        "seal-what-lies-in-the-books.md",
        "change-the-rules.md",
    )
]
ANEW = "run `python -m tests.docs_pages` and review the difference"
FORMAT_HEADINGS = ("What we read", "What we tolerate", "Control totals", "What an entry becomes", "`bank_reference`")


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def blocks(path: Path, language: str) -> list[str]:
    """Return the fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def prose(path: Path) -> str:
    """Return a page without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def script(page: Path) -> str:
    """Return the page's shell lines as one script; a line marked `# exit 1` has to end so."""
    lines = "\n".join(blocks(page, "sh")).splitlines()
    marked = re.compile(r"^(.+?)\s+# exit 1$")
    return "\n".join(
        f"{{ {found[1]} && exit 99; }} || [ $? = 1 ]" if (found := marked.match(line)) else line for line in lines
    )


def typed(page: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a page's shell lines in a folder that looks like the repository's to them; `tieout` is a warm one."""
    for name in ("fixtures", "benchmarks"):
        (folder / name).symlink_to(ROOT / name)
    settings = {
        "PATH": os.pathsep.join((str(warm.tieout().parent), str(Path(sys.executable).parent), os.environ["PATH"])),
        "PYTHONPATH": str(ROOT),
        "TIEOUT_DATABASE_URL": f"sqlite:///{folder}/var/tieout.db",
    }
    return subprocess.run(
        ["sh", "-eu", "-c", script(page)],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name != "TIEOUT_KEY_RING"} | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


# --- generated pages


@pytest.mark.parametrize("name", docs_pages.PAGES)
def test_a_page_written_by_the_code_is_what_the_code_says(name: str) -> None:
    assert text(name) == docs_pages.PAGES[name](), ANEW


def test_no_command_is_missing() -> None:
    page = text("reference/cli.md")
    shown = [command for command, _ in docs_pages.commands()]

    assert len(shown) > 12
    assert [command for command in shown if f"## {command}\n" not in page] == []


def test_no_route_is_missing() -> None:
    paths = json.loads((ROOT / "api" / "openapi.json").read_text(encoding="utf-8"))["paths"]
    routes = [f"`{method.upper()} {path}`" for path, methods in paths.items() for method in methods]

    assert [route for route in routes if route not in text("reference/api.md")] == []


@pytest.mark.parametrize("one", parsers.FORMATS, ids=lambda one: one.name)
def test_a_format_has_its_page(one: parsers.Format) -> None:
    page = text(f"formats/{docs_said.FORMATS[one.name][0]}")
    headings = re.findall(r"^## (.+)$", page, re.MULTILINE)

    assert one.name in text("formats/README.md")
    assert [wanted for wanted in FORMAT_HEADINGS if not any(head.startswith(wanted) for head in headings)] == []


def test_every_key_of_the_desk_is_listed() -> None:
    templates = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "api" / "templates").rglob("*.html"))
    keys = set(re.findall(r'data-key="(\w)"', templates))

    assert {"e", "p", "z"} <= keys
    assert [key for key in sorted(keys) if f"`{key}`" not in text("how-to/work-the-queue.md")] == []


def test_every_reason_says_what_a_reviewer_does() -> None:
    page = text("reasons.md")

    assert set(docs_said.REVIEWER) == {*REFUSALS, *OUTCOMES}
    assert [code for code in [*REASONS, *(rule.name for rule in RULES)] if f"| `{code}` |" not in page] == []


def test_reasons_beside_the_matchers_are_given_where_the_page_says() -> None:
    for code, (path, _, _) in docs_said.BESIDES.items():
        assert f'"{code}"' in (ROOT / path).read_text(encoding="utf-8"), code


def test_the_statuses_are_those_of_the_result_table() -> None:
    assert set(docs_said.STATUSES) == {*demo.STATUSES, "settled_elsewhere", "reversed"}


def test_every_finding_of_a_fixture_is_on_the_page() -> None:
    """What the golden files contain was really found, also where the code puts the finding's name together."""
    found: set[str] = set()
    for path in (ROOT / "fixtures" / "bank_files").glob("*/*.expected.json"):
        records = json.loads(path.read_text(encoding="utf-8"))
        found |= {record["code"] for record in records if record["record"] == "Finding"}
    known = {one.code for one in docs_findings.made()}

    assert len(found) > 30
    assert found - known == set()


def test_no_finding_is_without_a_sentence() -> None:
    assert [one.code for one in docs_findings.made() if not one.sentence] == []


def test_kinds_exports_and_reports_are_complete() -> None:
    kinds, files = text("reference/kinds.md"), text("reference/exports.md")

    assert [kind for kind in Kind if f"| `{kind}` |" not in kinds] == []
    assert [name for name in EXPORTS if f"## {name}\n" not in files] == []
    assert [report.name for report in REPORTS if f"`{report.name}`" not in files] == []


@pytest.mark.parametrize("name", ["reference/policy.md", "reference/settings.md"])
def test_no_setting_is_without_its_meaning(name: str) -> None:
    assert re.findall(r"^\| `\w+` \|.*\|  \|$", text(name), re.MULTILINE) == []


# --- what a reader types


@pytest.fixture(scope="module")
def tutorial(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Give the folder in which the tutorial was typed, and what it printed."""
    folder = tmp_path_factory.mktemp("tutorial")
    done = typed(DOCS / "tutorial.md", folder)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return folder, done.stdout


def test_the_tutorial_ends_in_books_that_hold(tutorial: tuple[Path, str]) -> None:
    _, said = tutorial

    assert "60 rows, 60 new" in said
    assert "taken before: nothing changed" in said
    assert "the books hold" in said
    assert "precision" in said


def test_what_the_tutorials_morning_shows_is_explained(tutorial: tuple[Path, str]) -> None:
    """Each status and reason that a run really gives has its row on the page."""
    folder, _ = tutorial
    with (folder / "var" / "receipts.csv").open(encoding="utf-8") as held:
        rows = list(csv.DictReader(held))
    codes = {row["status"] for row in rows} | {row["reason"] for row in rows} - {""}
    page = text("reasons.md")

    assert len(rows) > 200
    assert [code for code in sorted(codes) if f"| `{code}` |" not in page] == []


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.stem)
def test_the_shell_lines_of_a_how_to_run(page: Path, tmp_path: Path) -> None:
    assert blocks(page, "sh")

    done = typed(page, tmp_path)

    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def test_no_page_with_shell_lines_is_left_out() -> None:
    assert {page for page in WRITTEN if blocks(page, "sh")} == {DOCS / "tutorial.md", *RUN}


@pytest.fixture
def served(tutorial: tuple[Path, str]) -> Iterator[str]:
    """Give the address of a service over the tutorial's books."""
    folder, _ = tutorial
    command = [sys.executable, "-m", "cli.main", "--db", f"sqlite:///{folder}/var/tutorial.db", "serve"]
    for _ in range(5):  # another may take the port before the service does: it ends then
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with subprocess.Popen([*command, "--port", str(port)], cwd=ROOT, stderr=subprocess.DEVNULL) as service:
            try:
                if answers(service, f"http://127.0.0.1:{port}"):
                    yield f"http://127.0.0.1:{port}"
                    return
            finally:
                service.terminate()
    raise AssertionError("the service does not answer")


def answers(service: "subprocess.Popen[bytes]", address: str) -> bool:
    """Wait until a service answers; False where it ends instead."""
    until = time.monotonic() + 120
    while service.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/readyz") as answer:
                assert answer.status == 200
                return service.poll() is None
        except urllib.error.URLError:
            time.sleep(0.1)
    return False


def test_the_erps_reader_reads_and_acknowledges_everything(served: str, tutorial: tuple[Path, str]) -> None:
    (reader,) = blocks(DOCS / "how-to" / "hook-up-the-erp-feed.md", "python")
    folder, _ = tutorial
    postings = (folder / "var" / "postings.csv").read_text(encoding="utf-8").count("\n") - 1

    done = subprocess.run(
        [sys.executable, "-c", reader],
        env=os.environ | {"TIEOUT_URL": served},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == f"accepted to {postings}"


def test_the_readme_shows_what_the_demo_prints() -> None:
    assert docs_pages.readme() == (ROOT / "README.md").read_text(encoding="utf-8"), ANEW


def test_every_target_of_make_that_is_named_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {target for page in WRITTEN for target in re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8"))}

    assert {"run", "test"} <= named <= targets


def test_make_run_is_the_demo() -> None:
    make = shutil.which("make")
    assert make is not None
    told = subprocess.run([make, "-n", "run", "SERVE=0"], cwd=ROOT, capture_output=True, text=True, check=True)

    assert "tieout demo --no-serve" in told.stdout


# --- pages among themselves


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", prose(page))

    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_a_page_names_is_there(page: Path) -> None:
    folders = "api|aging|benchmarks|cli|docs|fixtures|kit|ledger|matcher|migrations|parsers|services|tests"
    named = re.findall(rf"`((?:{folders})/[\w./-]*)", prose(page))

    assert [name for name in named if "my" not in Path(name).stem and not (ROOT / name).exists()] == []


def test_every_page_is_reached_from_the_index() -> None:
    reached, waiting = set[Path](), [DOCS / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached and page.suffix == ".md":
            reached.add(page)
            links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", prose(page))
            waiting += [(page.parent / link).resolve() for link in links if "://" not in link]

    assert [str(page.relative_to(ROOT)) for page in DOCS.rglob("*.md") if page not in reached] == []


def test_every_operation_shows_an_example() -> None:
    paths = json.loads((ROOT / "api" / "openapi.json").read_text(encoding="utf-8"))["paths"]
    names = {operation["operationId"] for path in paths.values() for operation in path.values()}
    shown = set(json.loads((ROOT / "api" / "examples.json").read_text(encoding="utf-8")))

    assert names == shown, "ask it in tests/api/examples.py, then run `python -m tests.api.examples`"


def test_headings_use_the_glossarys_words() -> None:
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| ([^|]+) \|$", text("glossary.md"), re.MULTILINE)[1:]
    said = {word.strip().lower() for ours, _ in rows for word in ours.split("·")}
    avoided = {word.strip().lower() for _, theirs in rows for word in theirs.split(",")} - said - {"–"}
    headings = {(page, head) for page in WRITTEN for head in re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)}
    wrong = [
        (page.name, head)
        for page, head in headings
        if not head.startswith("tieout ")
        and {word.removesuffix("s") for word in re.findall(r"[a-z]+", head.lower())} & avoided
    ]

    assert len(avoided) > 15
    assert wrong == []


def test_decisions_are_numbered_without_a_gap_and_keep_their_shape() -> None:
    records = sorted((DOCS / "decisions").glob("[0-9]*.md"))

    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    for record in records:
        body = record.read_text(encoding="utf-8")
        assert body.startswith(f"# {int(record.name[:4])}. "), record.name
        for part in ("Context", "Decision", "Consequences", "Considered", "See"):
            assert f"**{part}.**" in body, (record.name, part)


def test_every_test_that_the_security_page_names_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", text("security.md"))

    assert len(named) > 30
    assert [one for one in named if f"def {one[1]}(" * bool(one[1]) not in (ROOT / one[0]).read_text()] == []
