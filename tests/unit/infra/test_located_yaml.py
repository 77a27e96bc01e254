"""YAML keeps the line of every value, also through anchors and merges."""

from __future__ import annotations

import pytest

from infra.errors import UnreadableYamlError
from infra.located_yaml import read_documents

MERGED = """\
shared: &shared
  level: info
service:
  <<: *shared
  level: debug
  ports:
    - 80
    - 443
"""


def test_lines_of_keys_and_items() -> None:
    (document,) = read_documents(MERGED, "file.yaml")
    assert document.line(("shared", "level")) == 2
    assert document.line(("service", "ports", 1)) == 8


def test_a_key_goes_before_what_is_merged_and_keeps_its_line() -> None:
    (document,) = read_documents(MERGED, "file.yaml")
    assert document.data["service"]["level"] == "debug"
    assert document.line(("service", "level")) == 5
    assert document.duplicates == []


def test_what_is_missing_has_the_line_of_what_is_around_it() -> None:
    (document,) = read_documents(MERGED, "file.yaml")
    assert document.line(("service", "image", "tag")) == 3
    assert document.line(("nowhere",)) == 1


def test_a_key_stated_twice_is_noted() -> None:
    (document,) = read_documents("a: 1\nb: 2\na: 3\n", "file.yaml")
    assert document.duplicates == [("a", 3)]


def test_what_is_merged_and_used_twice_is_not_stated_twice() -> None:
    text = "a: &a {x: 1}\nb: &b\n  <<: *a\n  x: 2\nc: *b\nd: *b\n"
    (document,) = read_documents(text, "file.yaml")
    assert document.data["d"] == {"x": 2}
    assert document.duplicates == []


def test_the_key_on_of_a_workflow_stays_text() -> None:
    (document,) = read_documents("on: push\n", "file.yaml")
    assert document.data == {"on": "push"}


def test_documents_keep_their_lines_in_the_file() -> None:
    _, second = read_documents("a: 1\n---\nb: 2\n", "file.yaml")
    assert second.line(("b",)) == 3


def test_a_tag_of_another_tool_is_its_text() -> None:
    (document,) = read_documents("ports: !reset x\n", "file.yaml")
    assert document.data == {"ports": "x"}


@pytest.mark.parametrize(
    ("text", "line"), [("a: [1\nb: 2\n", 2), ("a: 1\n  b: 2\n", 2), ("a: \x00\n", 1), ("a: &a\n  b: *a\n", 1)]
)
def test_what_is_not_yaml_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(UnreadableYamlError) as caught:
        read_documents(text, "file.yaml")
    assert (caught.value.name, caught.value.line) == ("file.yaml", line)
