"""GitHub's expressions, as far as the workflows use them: names, texts, comparisons, conditions, functions.

The code host takes a name that nobody stated for nothing. Here it is an error: what a job needs has to be given to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TOKEN = re.compile(r"\s*(?:'((?:[^']|'')*)'|(==|!=|&&|\|\||[!(),])|([\w-]+(?:\.[\w-]+)*))")
INSIDE = re.compile(r"\$\{\{(.*?)\}\}")
STATUS = frozenset({"always", "success", "failure", "cancelled"})
"""Functions about the steps before. A condition without one holds only when none of these failed."""


class ExpressionError(Exception):
    """An expression that cannot be evaluated here."""


@dataclass(frozen=True)
class Scope:
    """What names lead to."""

    contexts: Mapping[str, Any]
    """`vars`, `secrets`, `github`, `matrix`, `inputs`, `needs` and `steps`, each with what was stated."""
    failed: bool = False
    """Whether a step before failed."""

    def look_up(self, name: str) -> Any:  # noqa: ANN401 - any JSON value
        """What a name leads to.

        Raises:
            ExpressionError: nobody stated it.
        """
        found: Any = self.contexts
        for part in name.split("."):
            if not isinstance(found, Mapping) or part not in found:
                raise ExpressionError(f"{name} is used, and was not given to the job")
            found = found[part]
        return found


def filled(text: str, scope: Scope) -> str:
    """A text with every `${{ … }}` replaced by its value."""
    return INSIDE.sub(lambda found: _as_text(evaluate(found[1], scope)), text)


def holds(condition: str, scope: Scope) -> bool:
    """Whether a step or a job with this `if:` runs; an empty one is `success()`."""
    text = condition.strip().removeprefix("${{").removesuffix("}}").strip()
    if not text:
        return not scope.failed
    functions = set(re.findall(r"(\w+)\s*\(", text))
    return (bool(functions & STATUS) or not scope.failed) and bool(evaluate(text, scope))


def evaluate(text: str, scope: Scope) -> Any:  # noqa: ANN401 - any JSON value
    """The value of an expression.

    Raises:
        ExpressionError: it is written in a way that is not known here, or names something that was not stated.
    """
    parser = _Parser(_tokens(text), scope)
    value = parser.either()
    if parser.left:
        raise ExpressionError(f"{text.strip()} cannot be read from {parser.left[0][1]} on")
    return value


def _tokens(text: str) -> list[tuple[str, str]]:
    """Pairs of kind and text."""
    found, at = [], 0
    text = text.rstrip()
    while at < len(text):
        token = TOKEN.match(text, at)
        if token is None:
            raise ExpressionError(f"{text.strip()} cannot be read from {text[at:].strip()} on")
        literal, sign, name = token.groups()
        if literal is not None:
            found.append(("text", literal.replace("''", "'")))
        else:
            found.append(("sign", sign) if sign else ("name", name))
        at = token.end()
    return found


@dataclass
class _Parser:
    """What is left of an expression, from the loosest binding to the tightest."""

    left: list[tuple[str, str]]
    scope: Scope

    def either(self) -> Any:  # noqa: ANN401 - any JSON value
        value = self._both()
        while self._take("||"):
            other = self._both()
            value = value or other
        return value

    def _both(self) -> Any:  # noqa: ANN401 - any JSON value
        value = self._compared()
        while self._take("&&"):
            other = self._compared()
            value = value and other
        return value

    def _compared(self) -> Any:  # noqa: ANN401 - any JSON value
        value = self._single()
        if self._take("=="):
            return value == self._single()
        if self._take("!="):
            return value != self._single()
        return value

    def _single(self) -> Any:  # noqa: ANN401 - any JSON value
        if self._take("!"):
            return not self._single()
        if self._take("("):
            value = self.either()
            self._expect(")")
            return value
        kind, text = self.left.pop(0) if self.left else ("end", "")
        if kind == "text":
            return text
        if kind != "name":
            raise ExpressionError(f"a value is missing before {text or 'the end'}")
        return self._called(text) if self._take("(") else self.scope.look_up(text)

    def _called(self, name: str) -> Any:  # noqa: ANN401 - any JSON value
        arguments: list[Any] = []
        while not self._take(")"):
            arguments.append(self.either())
            self._take(",")
        match name:
            case "always":
                return True
            case "cancelled":
                return False
            case "success":
                return not self.scope.failed
            case "failure":
                return self.scope.failed
            case "format":
                return str(arguments[0]).format(*map(_as_text, arguments[1:]))
        raise ExpressionError(f"the function {name} is not known here")

    def _take(self, sign: str) -> bool:
        if self.left[:1] != [("sign", sign)]:
            return False
        self.left.pop(0)
        return True

    def _expect(self, sign: str) -> None:
        if not self._take(sign):
            raise ExpressionError(f"{sign} is missing")


def _as_text(value: Any) -> str:  # noqa: ANN401 - any JSON value
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)
