"""Dockerfiles as rules see them.

    {"stages": [{"id", "name", "base", "base_is_stage", "decided", "final", "line", "user",
                 "instructions": [{"instruction", "value", "line"}]}]}

`base` has the defaults of the ARGs filled in; `decided` is false where one has none, so that the build decides it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from dockerfile_parse import DockerfileParser

from infra.policies.judged import Judged, Path, Place

_NAME = re.compile(r"(?:^|/)(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.(?:Dockerfile|dockerfile|containerfile)$")
_FROM = re.compile(r"^(?:--platform=\S+\s+)?(?P<base>\S+)(?:\s+[Aa][Ss]\s+(?P<name>\S+))?\s*$")
_VARIABLE = re.compile(r"\$(?:\{(?P<braced>\w+)(?::-(?P<default>[^}]*))?\}|(?P<plain>\w+))")
_HEREDOC = re.compile(r"^\s*(?:RUN|COPY|ADD)\b.*<<-?[\"']?(?P<end>\w+)", re.IGNORECASE)


def is_dockerfile(file: str) -> bool:
    """Whether a file is a Dockerfile, by its name."""
    return _NAME.search(file) is not None and not file.endswith((".dockerignore", ".rego", ".py", ".md"))


def read_dockerfile(file: str, text: str) -> Judged:
    """A Dockerfile as the rules see it."""
    arguments: dict[str, str] = {}
    stages: list[dict[str, Any]] = []
    for part in DockerfileParser(fileobj=io.BytesIO(_with_joined_heredocs(text).encode()), env_replace=False).structure:
        name, value, line = part["instruction"], part["value"], part["startline"] + 1
        if name == "FROM":
            stages.append(_stage(value, line, arguments, stages))
        elif name == "ARG" and not stages:
            key, _, default = value.partition("=")
            if default:
                arguments[key.strip()] = default.strip().strip("\"'")
        elif name != "COMMENT" and stages:
            stages[-1]["instructions"].append({"instruction": name, "value": value, "line": line})
            if name == "USER":
                stages[-1]["user"] = value.strip()
    if stages:
        stages[-1]["final"] = True

    def locate(_stage: str, path: Path) -> Place:
        return file, next((part for part in path if isinstance(part, int)), 1)

    return Judged("containers", file, {"stages": stages}, locate, len(stages))


def _with_joined_heredocs(text: str) -> str:
    """The text with each here-document as continued lines of its instruction, which the parser does not know."""
    lines: list[str] = []
    end: str | None = None
    for line in text.splitlines():
        if end is not None:
            last = line.strip() == end
            lines.append(line if last else f"{line} ; \\")
            end = None if last else end
        elif (opened := _HEREDOC.match(line)) is not None:
            end = opened["end"]
            lines.append(f"{line} ; \\")
        else:
            lines.append(line)
    return "\n".join(lines)


def _stage(value: str, line: int, arguments: Mapping[str, str], earlier: list[dict[str, Any]]) -> dict[str, Any]:
    parts = _FROM.match(value)
    stated, name = (parts["base"], parts["name"]) if parts else (value, None)
    base = _VARIABLE.sub(
        lambda found: arguments.get(found["braced"] or found["plain"]) or found["default"] or found[0], stated
    )
    origin = next((stage for stage in earlier if stage["name"] and stage["name"].lower() == base.lower()), None)
    return {
        "id": f"stage {name or len(earlier)}",
        "name": name,
        "base": base,
        "base_is_stage": origin is not None,
        "decided": "$" not in base,
        "final": False,
        "line": line,
        "user": origin["user"] if origin else "",
        "instructions": [],
    }
