"""The metrics that an expression reads."""

from __future__ import annotations

import pytest

from infra.monitoring.errors import UnreadableExpressionError
from infra.monitoring.expressions import metric_names


@pytest.mark.parametrize(
    ("expression", "names"),
    [
        ("up == 0", {"up"}),
        ('sum by (job, instance) (rate(requests_total{status=~"5..|4(0)1"}[5m])) > 0.1', {"requests_total"}),
        ("sum(rate(errors_total[5m])) without (pod) / on (job) group_left (name) total", {"errors_total", "total"}),
        ("a unless on (x) b{c='d'} or absent(e) and ignoring (f) g offset 5m", {"a", "b", "e", "g"}),
        ("job:requests:rate5m > bool 1e3 # of_a_comment", {"job:requests:rate5m"}),
        ('{__name__="chosen", other="not_chosen"}', {"chosen"}),
        ("vector(30 * 86400)", set()),
        ("histogram_quantile(0.99, sum by (le) (rate(seconds_bucket[1h:5m] @ end())))", {"seconds_bucket"}),
        ("max_over_time(age_seconds[1d]) - Inf", {"age_seconds"}),
        ('label_replace(a, "x", "b_c", "y", "(d_e)")', {"a"}),
    ],
)
def test_names(expression: str, names: set[str]) -> None:
    assert metric_names(expression) == names


@pytest.mark.parametrize("expression", ['a{b="c"', 'a{b="c}', "a ; b", "rate(a[5m)"])
def test_what_is_no_expression_is_refused_where_it_breaks_off(expression: str) -> None:
    with pytest.raises(UnreadableExpressionError, match="breaks off at character"):
        metric_names(expression)
