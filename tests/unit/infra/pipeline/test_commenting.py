"""A comment shows what was printed, whatever that was."""

from __future__ import annotations

from infra.scripts.pipeline.commenting import LONGEST, comment, marker_of


def test_nothing_that_was_printed_closes_its_fence() -> None:
    text = comment("Plan", "a\n````\n<script>\n", 0, {})
    assert text.startswith(marker_of("Plan"))
    assert text.splitlines()[3] == text.splitlines()[-1] == "`````"


def test_of_a_long_text_the_end_is_shown() -> None:
    text = comment("Plan", "x" * LONGEST + "the end", 1, {})
    assert text.endswith("the end\n```\n")
    assert len(text) < LONGEST + 200
    assert "### Plan ended with code 1" in text
