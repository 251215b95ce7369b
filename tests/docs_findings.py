"""Every finding the code can make, read from the code itself: each call that builds one names its code and sentence."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests import docs_said

ROOT = Path(__file__).parents[1]
#: What builds a finding -> the severity it has when none is said.
BUILDERS = {"Finding": "error", "_finding": "warning", "_said": "warning"}
#: where a module of a reader lies in parsers/ -> the formats that use it; the first that fits
READERS: tuple[tuple[str, str], ...] = (
    ("bai/", "bai2, nai"),
    ("lockbox/", "lockbox"),
    ("nacha/", "nacha"),
    ("x12/payment", "edi820, edi823, nacha, fedwire"),
    ("x12/set_820", "edi820, nacha, fedwire"),
    ("x12/parts", "edi820"),
    ("x12/set_823", "edi823"),
    ("x12/batches", "edi823"),
    ("x12/", "edi820, edi823"),
    ("edi_envelope", "edi820, edi823, remadv, cremul"),
    ("edifact/remadv", "remadv"),
    ("edifact/cremul", "cremul"),
    ("edifact/levels", "cremul"),
    ("edifact/", "remadv, cremul"),
    ("iso20022/camt", "camt"),
    ("fedwire/", "fedwire"),
    ("ofx/", "ofx"),
    ("qif/", "qif"),
    ("bgmax/", "bgmax"),
    ("coda/", "coda"),
    ("mt/advice", "mt103, mt202, mt210, mt900, mt910"),
    ("mt/reader", "every mt"),
    ("mt/", "mt940, mt942, mt950"),
    ("advice/letter", "advice_email"),
    ("advice/pdf", "advice_pdf"),
    ("advice/sheet", "advice_csv, advice_xlsx"),
    ("advice/", "every advice"),
    ("iso20022/pacs", "pacs008"),
    ("iso20022/", "camt, pacs008"),
    ("tables/bank_", "bank_csv, bank_xlsx"),
    ("processors/settlement", "stripe, adyen, paypal"),
    ("processors/paypal", "paypal"),
    ("door", "all"),
    ("importing", "sheets"),
)


class Made(NamedTuple):
    """One way in which a finding is made: its code, the formats it comes from, its severity and its sentence."""

    code: str
    source: str
    severity: str
    sentence: str


@cache
def made() -> tuple[Made, ...]:
    """Return every finding of the parsers and of importing, by code; several sentences of one code stay several."""
    paths = [*sorted((ROOT / "parsers").rglob("*.py")), ROOT / "services" / "importing" / "subledger.py"]
    found = {one for path in paths for one in _of(path)}
    by_hand = {Made(code, *said) for code, said in docs_said.FINDINGS.items()}
    return tuple(sorted(by_hand | {one for one in found if one.code not in docs_said.FINDINGS}))


def _of(path: Path) -> Iterator[Made]:
    """Yield the findings of one module whose code stands in it as a literal."""
    inside = path.relative_to(ROOT).as_posix().removeprefix("parsers/").removeprefix("services/").removesuffix(".py")
    source = next((formats for start, formats in READERS if inside.startswith(start)), path.stem)
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef):
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in BUILDERS:
                    yield from _read(call, call.func.id, _named(function, call.lineno), source)


def _read(call: ast.Call, builder: str, named: dict[str, str], source: str) -> Iterator[Made]:
    """Yield what one call makes; a code that is put together is listed by hand (docs_said.FINDINGS)."""
    code, message = call.args[1:3]
    severities = [*call.args[3:4], *(word.value for word in call.keywords if word.arg == "severity")]
    said = [one.attr.lower() for one in severities if isinstance(one, ast.Attribute) and one.attr.isupper()]
    if isinstance(code, ast.Constant) and isinstance(code.value, str):
        sentence = named.get(message.id, "") if isinstance(message, ast.Name) else words(message)
        yield Made(code.value, source, said[0] if said else BUILDERS[builder], sentence)


def _named(function: ast.FunctionDef, before: int) -> dict[str, str]:
    """Return the sentences that a function gives a name before a line; the last one given counts."""
    named = [node for node in ast.walk(function) if isinstance(node, ast.Assign) and node.lineno <= before]
    return {
        target.id: words(node.value)
        for node in sorted(named, key=lambda node: node.lineno)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def words(node: ast.expr) -> str:
    """Return a sentence with `…` where a value is filled in."""
    return re.sub(r"[\"']…[\"']", "…", " ".join(_raw(node).split()))


def _raw(node: ast.expr) -> str:
    """Return a sentence as it is written."""
    match node:
        case ast.Constant(value=value):
            return str(value)
        case ast.JoinedStr(values=parts):
            return "".join(_raw(part) if isinstance(part, ast.Constant) else "…" for part in parts)
        case ast.Call(func=ast.Attribute(value=inner)):
            return _raw(inner)
        case ast.BoolOp(values=[*_, last]):
            return _raw(last)
    return ""
