from __future__ import annotations

import pytest

from tests.jobs.expressions import ExpressionError, Scope, evaluate, filled, holds

STATED = {
    "vars": {"CLOUD": "aws", "REGISTRY": ""},
    "github": {"repository": "example/syndic", "event_name": "push"},
    "steps": {"deploy": {"outcome": "success", "outputs": {"version": "1.4.0"}}},
}
SCOPE, FAILED = Scope(STATED), Scope(STATED, failed=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("vars.CLOUD", "aws"),
        ("'it''s'", "it's"),
        ("vars.REGISTRY || format('ghcr.io/{0}', github.repository)", "ghcr.io/example/syndic"),
        ("steps.deploy.outputs.version", "1.4.0"),
        ("vars.CLOUD == 'aws' && !(github.event_name != 'push')", True),
        ("vars.CLOUD == 'azure' || vars.CLOUD == 'aws'", True),
    ],
)
def test_expressions_have_the_value_that_the_code_host_gives_them(text: str, value: object) -> None:
    assert evaluate(text, SCOPE) == value


def test_texts_are_filled_in() -> None:
    assert filled("a ${{ vars.CLOUD }} b ${{ vars.CLOUD == 'aws' }}", SCOPE) == "a aws b true"


@pytest.mark.parametrize(
    ("condition", "after_success", "after_failure"),
    [
        ("", True, False),
        ("vars.CLOUD == 'aws'", True, False),
        ("always()", True, True),
        ("always() && vars.CLOUD == 'azure'", False, False),
        ("failure()", False, True),
        ("failure() && steps.deploy.outcome == 'success'", False, True),
        ("${{ success() }}", True, False),
        ("!cancelled()", True, True),
    ],
)
def test_a_step_runs_when_its_condition_holds(condition: str, after_success: bool, after_failure: bool) -> None:
    assert (holds(condition, SCOPE), holds(condition, FAILED)) == (after_success, after_failure)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("vars.AWS_REGION", "vars.AWS_REGION is used, and was not given"),
        ("secrets.TOKEN", "secrets.TOKEN is used, and was not given"),
        ("contains(vars.CLOUD, 'a')", "contains is not known"),
        ("vars.CLOUD ==", "a value is missing before the end"),
        ("vars.CLOUD vars.CLOUD", "cannot be read from vars.CLOUD on"),
        ("vars.CLOUD < 1", "cannot be read from < 1 on"),
        ("('a'", r"\) is missing"),
    ],
)
def test_what_is_missing_or_not_known_is_said(text: str, said: str) -> None:
    with pytest.raises(ExpressionError, match=said):
        evaluate(text, SCOPE)
