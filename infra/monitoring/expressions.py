"""The names of metrics in a PromQL expression.

Not a parser of PromQL: promtool, which the tests run, is. This finds names without starting a program.
"""

from __future__ import annotations

import re

from infra.monitoring.errors import UnreadableExpressionError

_TOKEN = re.compile(
    r"""(?P<skipped>\s+|\#[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|\[[^\]]*\])
    |(?P<labels>\{(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^{}"'])*\})
    |(?P<grouping>\b(?:by|without|on|ignoring|group_left|group_right)\b\s*(?:\([^)]*\))?)
    |(?P<name>[A-Za-z_:][A-Za-z0-9_:]*(?P<call>\s*\()?)
    |(?P<number>[0-9][0-9A-Za-z_.]*)
    |(?P<sign>[-+*/%^=!<>(),@.~])""",
    re.X,
)
_NAMED = re.compile(r"""__name__\s*=\s*["']([^"']+)["']""")
_WORDS = frozenset({"and", "or", "unless", "bool", "offset", "inf", "nan", "start", "end"})


def metric_names(expression: str) -> set[str]:
    """The metrics and recorded series that an expression reads.

    Raises:
        UnreadableExpressionError: a character has no place in PromQL, or a bracket or quote is not closed.
    """
    names: set[str] = set()
    position = 0
    while position < len(expression):
        token = _TOKEN.match(expression, position)
        if token is None:
            raise UnreadableExpressionError(expression, position)
        if token["labels"]:
            names.update(_NAMED.findall(token["labels"]))
        # An aggregation may state its labels before its argument, so a word before a bracket is never a metric.
        if token["name"] and not token["call"] and token["name"].lower() not in _WORDS | _AGGREGATIONS:
            names.add(token["name"])
        position = token.end()
    return names


_AGGREGATIONS = frozenset(
    {
        "sum", "min", "max", "avg", "group", "stddev", "stdvar", "count", "count_values", "bottomk", "topk", "quantile",
    }
)  # fmt: skip
"""Words that may be followed by their grouping instead of a bracket."""
