"""What a letter says: templates of people run in a sandbox, on plain texts alone, and a name they miss is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dunning.planning import Notice
from dunning.strategy import BadStrategy, Strategy, Words
from kit.money import grouped

USUAL_LANGUAGE = "en"
SUBJECT_LENGTH_MAX, BODY_LENGTH_MAX = 200, 100_000


class _Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox in which a small template makes nothing large: no products of texts, no ranges, no powers."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, _context: Context, operator: str, _left: Any, _right: Any) -> Any:
        """Refuse an operation that could fill the memory."""
        raise SecurityError(f"{operator} is not allowed in a template")


_SANDBOX = _Sandbox(undefined=StrictUndefined, autoescape=False, trim_blocks=True)
_SANDBOX.globals.clear()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it goes out: plain text, in a language there are words for."""

    subject: str
    body: str
    language: str


def written(notice: Notice, strategy: Strategy, reference: str, entity: Mapping[str, str]) -> Letter:
    """Return what a notice says, in the customer's language where the strategy has it, else in English.

    Refused: BadStrategy where a template cannot be filled.
    """
    template = strategy.levels[notice.level - 1].template
    languages = strategy.templates[template]
    language = notice.language if notice.language in languages else USUAL_LANGUAGE
    return _filled(languages[language], _facts(notice, strategy, reference, entity, language), template, language)


def check(strategy: Strategy, sample: Notice) -> None:
    """Fill every template once. Refused: BadStrategy with the template and what is wrong in it."""
    entity = {"name": "Entity", "address": "", "remit_to": ""}
    for name, languages in strategy.templates.items():
        for language, words in languages.items():
            _filled(words, _facts(sample, strategy, "ntc_0", entity, language), name, language)


def _filled(words: Words, facts: Mapping[str, Any], name: str, language: str) -> Letter:
    """Return a template filled: the subject is one line. Refused: BadStrategy."""
    try:
        subject, body = (_template(text).render(facts) for text in (words.subject, words.body))
    except (TemplateError, SecurityError, TypeError, ValueError, ArithmeticError, RecursionError) as error:
        raise BadStrategy(f"template {name} ({language}): {error}") from error
    line = " ".join(subject.split())
    if not line or not body.strip():
        raise BadStrategy(f"template {name} ({language}): it says nothing")
    if len(line) > SUBJECT_LENGTH_MAX or len(body) > BODY_LENGTH_MAX:
        raise BadStrategy(f"template {name} ({language}): it is too long")
    return Letter(line, body.strip() + "\n", language)


@lru_cache(maxsize=256)
def _template(text: str) -> Template:
    """Return a template, read once."""
    return _SANDBOX.from_string(text)


def _facts(
    notice: Notice, strategy: Strategy, reference: str, entity: Mapping[str, str], language: str
) -> dict[str, Any]:
    """Return what a template may say; amounts have the marks of the language."""
    money = partial(grouped, currency=notice.currency, language=language)
    lines = [
        {
            "number": line.number,
            "issued": str(line.issued_on),
            "due": str(line.due_on),
            "days": line.days,
            "open": money(line.minor),
            "original": money(line.original),
            "charge": money(line.charge),
        }
        for line in notice.lines
    ]
    return {
        "customer": {"name": notice.name, "number": notice.customer_number, "address": notice.address},
        "sender": strategy.sender.model_dump(),
        "entity": dict(entity),
        "level": notice.level,
        "lines": lines,
        "total": money(notice.minor),
        "charges": money(sum(line.charge for line in notice.lines)),
        "currency": notice.currency,
        "today": str(notice.run_on),
        "reference": reference,
    }
