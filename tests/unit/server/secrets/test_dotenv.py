"""Writing one variable of a dotenv file."""

from __future__ import annotations

import io

import pytest
from dotenv import dotenv_values
from hypothesis import given
from hypothesis import strategies as st

from server.secrets.environment import with_variable

# What an environment variable can hold: no NUL, no lone surrogates. A file with bare carriage returns is none.
values = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


def read(text: str) -> dict[str, str | None]:
    return dict(dotenv_values(stream=io.StringIO(text), interpolate=False))


@given(values, values)
def test_any_value_is_read_back_and_others_stay(first: str, second: str) -> None:
    text = with_variable("# comment\nBEFORE=1\n", "SECRET", first)
    text += "AFTER='multi\nline'\n"
    text = with_variable(text, "SECRET", second)
    assert read(text) == {"BEFORE": "1", "SECRET": second, "AFTER": "multi\nline"}
    assert text.startswith("# comment\nBEFORE=1\nSECRET=")


@pytest.mark.parametrize(
    "text",
    [
        "SECRET=old",
        "SECRET=old\n",
        "export SECRET=old\n",
        'SECRET="old"\n',
        "SECRET='o\nl\\'d'\n",
        "SECRET = old\n",
        "SECRET=\n",
        "",
    ],
)
def test_however_it_was_written_it_is_replaced(text: str) -> None:
    written = with_variable(text + ("\n" if text and not text.endswith("\n") else "") + "OTHER=kept\n", "SECRET", "new")
    assert read(written) == {"SECRET": "new", "OTHER": "kept"}
    assert written.count("SECRET") == 1


def test_a_variable_whose_name_ends_alike_is_another_one() -> None:
    assert read(with_variable("MY_SECRET=a\nSECRET_TWO=b\n", "SECRET", "c")) == {
        "MY_SECRET": "a",
        "SECRET_TWO": "b",
        "SECRET": "c",
    }
