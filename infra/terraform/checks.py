"""The checks of the Terraform modules, for the registry of static checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from infra.checks import Check
from infra.findings import Finding
from infra.terraform import documentation
from infra.terraform.declarations import ALONE, CLOUDS, Declaration, Module, modules, stacks
from infra.tree import Tree

RULES = {
    "module-on-both-clouds": "A module exists on AWS and on Azure, unless one of them needs none.",
    "module-outputs": "Modules of one name have the same outputs, on whatever they make their resources.",
    "stack-outputs": "Stacks of one name have the same outputs on both clouds.",
    "module-described": "Every variable and output of a module or stack says what it is, in a sentence.",
    "module-validated": "Every variable of a module or stack is bounded by a validation, or is true or false.",
    "module-example": "A module has an example.",
    "module-tested": "A module or stack has tests, and each of its validations is seen to refuse something.",
}


def _check(tree: Tree) -> Iterator[Finding]:
    found = modules(tree)
    by_name: dict[str, dict[str, Module]] = defaultdict(dict)
    for module in found:
        by_name[module.name][module.cloud] = module
        yield from _exemplified(module, tree)
    stacked: dict[str, dict[str, Module]] = defaultdict(dict)
    for stack in stacks(tree):
        stacked[stack.folder.rpartition("/")[0]][stack.name] = stack
    for counterparts in stacked.values():
        yield from _same_outputs(counterparts, "stack-outputs")
    for whole in (*found, *stacks(tree)):
        for declaration in (*whole.variables, *whole.outputs):
            yield from _described(declaration)
        yield from _tested(whole, tree)
    for counterparts in by_name.values():
        yield from _alike(counterparts)


def _described(declaration: Declaration) -> Iterator[Finding]:
    if not declaration.description.endswith("."):
        why = f"{declaration.name} does not say what it is, so its user has to guess."
        fix = "Describe it in a sentence that ends with a stop."
        yield Finding(declaration.file, declaration.line, "module-described", why, fix)


def _exemplified(module: Module, tree: Tree) -> Iterator[Finding]:
    if not tree.matching(f"{module.folder}/examples/*/main.tf"):
        why = "The module has no example, so nobody sees how it is used and the gate judges nothing of it."
        file = f"{module.folder}/versions.tf"
        yield Finding(file, 1, "module-example", why, "Add examples/complete/main.tf.")


def _tested(module: Module, tree: Tree) -> Iterator[Finding]:
    tests = "\n".join(tree.text(file) for file in tree.matching(f"{module.folder}/tests/*.tftest.hcl"))
    for variable in module.variables:
        if variable.validated and f"expect_failures = [var.{variable.name}]" not in tests:
            why = f"No test sees that {variable.name} refuses anything, so its validation may accept everything."
            fix = f"Add a run with expect_failures = [var.{variable.name}] to {module.folder}/tests."
            yield Finding(variable.file, variable.line, "module-tested", why, fix)
        if not variable.validated and variable.attribute("type") != "bool":
            why = f"{variable.name} takes any value, so a mistake shows when the cloud refuses it, or never."
            fix = "Add a validation with a sentence that says what is accepted."
            yield Finding(variable.file, variable.line, "module-validated", why, fix)


def _alike(counterparts: dict[str, Module]) -> Iterator[Finding]:
    missing = set(CLOUDS) - set(counterparts)
    if missing and not {module.folder for module in counterparts.values()} <= ALONE:
        module = next(iter(counterparts.values()))
        why = f"There is no module {module.name} on the other cloud, so stacks differ by cloud."
        file = f"{module.folder}/versions.tf"
        yield Finding(file, 1, "module-on-both-clouds", why, "Write its counterpart, with the same outputs.")
        return
    yield from _same_outputs(counterparts, "module-outputs")


def _same_outputs(counterparts: dict[str, Module], rule: str) -> Iterator[Finding]:
    every = {output.name for module in counterparts.values() for output in module.outputs}
    for module in counterparts.values():
        for name in sorted(every - {output.name for output in module.outputs}):
            why = f"The output {name} exists on the other cloud only, so what stands on {module.name} depends on it."
            file = f"{module.folder}/outputs.tf"
            yield Finding(file, 1, rule, why, f"Add the output {name}.")


CHECKS = (
    Check("Terraform modules", RULES, _check),
    Check("pages of Terraform modules", documentation.RULES, documentation.check),
)
