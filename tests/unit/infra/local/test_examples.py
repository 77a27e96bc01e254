from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.local.demo import percentage
from infra.local.errors import ExampleError
from infra.local.examples import read_examples

EXAMPLE: dict[str, Any] = {
    "name": "A system",
    "purpose": "Shows how examples are read.",
    "owner": "Nobody",
    "risk_tier": "minimal",
    "lifecycle": "testing",
    "frameworks": ["eu_ai_act"],
    "frequency": "monthly",
    "facts": {"risk": {"process_documented": True, "reviewed_on": "2026-05-04"}},
    "sources": [{"title": "A page", "url": "https://example.org", "supports": ["risk.reviewed_on"]}],
    "evidence": [{"kind": "other", "title": "A note", "text": "Said so.", "source": "https://example.org"}],
    "metrics": {"accuracy": {"value": 0.9, "reported_at": "2026-05-04T00:00:00Z", "source": "https://example.org"}},
}


def write(directory: Path, content: object, name: str = "a.yaml") -> Path:
    path = directory / name
    path.write_text(yaml.safe_dump(content))
    return path


def test_an_example_becomes_the_body_that_registers_it(tmp_path: Path) -> None:
    write(tmp_path, EXAMPLE)

    [example] = read_examples(tmp_path)

    assert example.registration() == {
        "name": "A system",
        "purpose": "Shows how examples are read.",
        "owner": "Nobody",
        "risk_tier": "minimal",
        "lifecycle": "testing",
        "facts": {"risk": {"process_documented": True, "reviewed_on": "2026-05-04"}},
        "sources": [{"title": "A page", "url": "https://example.org"}],
    }


def test_a_date_without_quotes_is_still_text(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(yaml.safe_dump(EXAMPLE).replace("'2026-05-04'", "2026-05-04"))

    [example] = read_examples(tmp_path)

    assert example.facts["risk"]["reviewed_on"] == "2026-05-04"


def test_examples_are_read_in_the_order_of_their_files(tmp_path: Path) -> None:
    write(tmp_path, {**EXAMPLE, "name": "second"}, "b.yaml")
    write(tmp_path, {**EXAMPLE, "name": "first"}, "a.yaml")

    assert [example.name for example in read_examples(tmp_path)] == ["first", "second"]


def test_evidence_is_the_same_bytes_every_time(tmp_path: Path) -> None:
    write(tmp_path, EXAMPLE)
    [one], [other] = read_examples(tmp_path), read_examples(tmp_path)

    assert one.evidence[0].content(tmp_path) == (
        b"A note\n\nSaid so.\n\nSource: https://example.org\n",
        "text/plain; charset=utf-8",
    )
    assert one.evidence[0].sha256(tmp_path) == other.evidence[0].sha256(tmp_path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"surprise": 1}, r"a\.yaml: surprise: Extra inputs are not permitted\."),
        ({"owner": None}, r"a\.yaml: owner: "),
        ({"metrics": {"accuracy": {"value": "high"}}}, r"a\.yaml: metrics\.accuracy\.value: "),
        ({"evidence": [{"kind": "other", "title": "T", "source": "S"}]}, "state either text or file"),
        (
            {"evidence": [{"kind": "other", "title": "T", "source": "S", "file": "none.pdf"}]},
            r"evidence T: there is no file none\.pdf beside it",
        ),
    ],
)
def test_a_file_that_is_wrong_is_named_with_the_place(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    write(tmp_path, {**EXAMPLE, **change})

    with pytest.raises(ExampleError, match=message):
        read_examples(tmp_path)


def test_a_file_that_is_not_yaml_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("name: [")

    with pytest.raises(ExampleError, match=r"a\.yaml: the file: it is not YAML"):
        read_examples(tmp_path)


@pytest.mark.parametrize(("score", "text"), [(None, "-"), (0.0, "0 %"), (0.456, "46 %"), (1.0, "100 %")])
def test_a_score_is_shown_in_percent(score: float | None, text: str) -> None:
    assert percentage(score) == text
