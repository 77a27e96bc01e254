"""The README of each module, written from the comment it begins with, its variables and its outputs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from infra import generated_files
from infra.findings import Finding
from infra.terraform.declarations import Declaration, Module, modules
from infra.tree import Tree

NAMES = {"aws": "AWS", "azure": "Azure", "s3_compatible": "S3-compatible"}
COMMAND = "syndic terraform docs"

RULES = {"module-readme": "The README of a module says what its variables and outputs say."}


def render(module: Module) -> str:
    """The text of a module's README."""
    lines = [
        f"# {module.name} ({NAMES[module.cloud]})",
        "",
        *([module.introduction, ""] if module.introduction else []),
        f"Written by `{COMMAND}` from the module's files. [An example](examples/complete/main.tf) uses it.",
        "",
        "| variable | type | default | what it is |",
        "| --- | --- | --- | --- |",
        *(_row(variable) for variable in sorted(module.variables, key=_order)),
        "",
        "| output | what it is |",
        "| --- | --- |",
        *(f"| `{output.name}` | {_cell(output.description)} |" for output in module.outputs),
    ]
    return "\n".join(lines) + "\n"


def write(root: Path) -> list[str]:
    """Write every README that is not current.

    Returns:
        The files that were written.
    """
    made = {_file(module): render(module) for module in modules(Tree.of_directory(root))}
    return generated_files.write(root, made)


def check(tree: Tree) -> Iterator[Finding]:
    """READMEs that are missing or say something else than their module."""
    for module in modules(tree):
        file = _file(module)
        if file not in tree.names or tree.text(file) != render(module):
            why = "The README does not say what the module's variables and outputs say."
            yield Finding(file, 1, "module-readme", why, f"Run `{COMMAND}`.")


def _file(module: Module) -> str:
    return f"{module.folder}/README.md"


def _order(variable: Declaration) -> tuple[bool, str]:
    return variable.attribute("default") is not None, variable.name


def _row(variable: Declaration) -> str:
    default = variable.attribute("default")
    shown = "required" if default is None else f"`{_inline(default)}`"
    return (
        f"| `{variable.name}` | `{_inline(variable.attribute('type') or 'any')}` | {shown} "
        f"| {_cell(variable.description)} |"
    )


def _inline(expression: str) -> str:
    """An expression on one line; between members of an object a comma takes the place of the line's end."""
    lines = [" ".join(line.split()) for line in expression.splitlines()]
    text = ""
    for line in lines:
        separator = "" if not text or text.endswith(("{", "(", "[")) or line[0] in "})]" else ", "
        text += (" " if text.endswith("{") or line.startswith("}") else separator) + line
    return text.replace("|", "\\|")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
