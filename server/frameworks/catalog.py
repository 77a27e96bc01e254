"""Reads OSCAL catalogs: the part of the standard that Syndic uses, as typed groups and controls.

Anything else a catalog may carry is kept as it is and ignored. What is wrong is reported with its place in the
document (`catalog.groups.0.controls.3.props: …`), all of it at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypeGuard

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from server.errors import FieldProblem
from server.evidence.kinds import EVIDENCE_KINDS, EvidenceKind
from server.frameworks.errors import InvalidFramework

NAMESPACE = "https://syndic.example/ns/oscal"
"""Namespace of the properties that OSCAL itself does not define."""

DEEPEST_NESTING = 64
"""Levels of lists and objects a catalog may nest; documents in use have fewer than twenty."""

MOST_CONTROLS = 5000
"""Controls a catalog may hold; the largest in use have about twelve hundred."""

Decision = Literal["rule", "attestation"]

Line = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True, pattern=r"^[^\n]+$")]
ControlId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
GroupId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_.\-]{0,79}$")]


@dataclass(frozen=True, slots=True)
class Control:
    """One control as the platform works with it."""

    id: str
    label: str
    title: str
    statement: str
    guidance: str
    decision: Decision | None
    evidence_kinds: tuple[EvidenceKind, ...]
    references: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group of controls, as deep as the catalog nests them."""

    id: str
    title: str
    groups: tuple[Group, ...]
    controls: tuple[Control, ...]

    def walk(self) -> Iterator[Control]:
        """Every control of the group in document order: its own first, then those of nested groups."""
        yield from self.controls
        for group in self.groups:
            yield from group.walk()


@dataclass(frozen=True, slots=True)
class Catalog:
    """A catalog: what it is called, and its controls."""

    title: str
    version: str
    groups: tuple[Group, ...]

    def controls(self) -> list[Control]:
        """Every control in document order."""
        return [control for group in self.groups for control in group.walk()]


class _Oscal(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Property(_Oscal):
    name: str
    ns: str | None = None
    value: str


class _Part(_Oscal):
    name: str
    prose: str | None = None
    parts: list[_Part] = []


class _Link(_Oscal):
    href: str
    rel: str | None = None
    text: str | None = None


class _Control(_Oscal):
    id: ControlId
    title: Line
    props: list[_Property] = []
    parts: list[_Part] = []
    links: list[_Link] = []
    controls: list[_Control] = []


class _Group(_Oscal):
    id: GroupId
    title: Line
    groups: list[_Group] = []
    controls: list[_Control] = []


class _Metadata(_Oscal):
    title: Line
    version: Line


class _Catalog(_Oscal):
    metadata: _Metadata
    groups: list[_Group] = Field(min_length=1)
    controls: list[_Control] = Field(
        default=[], max_length=0, description="Controls outside a group have no place in the console."
    )


def parse_catalog(document: Mapping[str, object]) -> Catalog:
    """The controls of an OSCAL catalog: the document `{"catalog": {…}}` or the catalog object itself.

    Raises:
        InvalidFramework: the catalog cannot be used; names every place that is wrong.
    """
    inner = document.get("catalog", document)
    if _too_deep(inner):
        raise InvalidFramework(
            [FieldProblem(field="catalog", message=f"Nests deeper than {DEEPEST_NESTING} levels, which is not read.")]
        )
    try:
        oscal = _Catalog.model_validate(inner)
    except ValidationError as error:
        raise InvalidFramework(_problems(error)) from error
    problems: list[FieldProblem] = []
    groups = tuple(_group(group, f"catalog.groups.{number}", problems) for number, group in enumerate(oscal.groups))
    catalog = Catalog(oscal.metadata.title, oscal.metadata.version, groups)
    problems += _duplicates(catalog)
    if not problems and not 0 < len(catalog.controls()) <= MOST_CONTROLS:
        message = f"The groups hold {len(catalog.controls())} controls; 1 to {MOST_CONTROLS} are accepted."
        problems.append(FieldProblem(field="catalog.groups", message=message))
    if problems:
        raise InvalidFramework(problems)
    return catalog


def _problems(error: ValidationError) -> list[FieldProblem]:
    return [
        FieldProblem(field=".".join(["catalog", *(str(part) for part in problem["loc"])]), message=f"{problem['msg']}.")
        for problem in error.errors(include_input=False, include_url=False, include_context=False)
    ]


def _too_deep(value: object) -> bool:
    """Whether the value nests deeper than the limit. Level by level, since recursion is what must not happen."""
    level = [value]
    for _ in range(DEEPEST_NESTING):
        inner: list[object] = []
        for item in level:
            if isinstance(item, dict):
                inner.extend(item.values())
            elif isinstance(item, list):
                inner.extend(item)
        if not inner:
            return False
        level = inner
    return True


def _group(group: _Group, place: str, problems: list[FieldProblem]) -> Group:
    return Group(
        id=group.id,
        title=group.title,
        groups=tuple(_group(inner, f"{place}.groups.{number}", problems) for number, inner in enumerate(group.groups)),
        controls=tuple(_controls(group.controls, place, problems)),
    )


def _controls(controls: list[_Control], place: str, problems: list[FieldProblem]) -> Iterator[Control]:
    """The controls of a group; controls nested in a control follow it."""
    for number, control in enumerate(controls):
        own_place = f"{place}.controls.{number}"
        yield _control(control, own_place, problems)
        yield from _controls(control.controls, own_place, problems)


def _control(control: _Control, place: str, problems: list[FieldProblem]) -> Control:
    labels = _values(control, "label", namespace=None)
    decisions = _values(control, "decision", namespace=NAMESPACE)
    kinds = _values(control, "evidence-kind", namespace=NAMESPACE)
    statement = _prose(control.parts, "statement")

    def report(field: str, message: str) -> None:
        problems.append(FieldProblem(field=f"{place}.{field}", message=message))

    if len(labels) > 1:
        report("props", f"Control {control.id} has {len(labels)} labels; one is read.")
    if not statement:
        report("parts", f"Control {control.id} has no part named statement with prose.")
    if len(decisions) > 1 or not set(decisions) <= {"rule", "attestation"}:
        report("props", f"The decision of control {control.id} is rule or attestation, not {', '.join(decisions)}.")
    for kind in (kind for kind in kinds if not _is_kind(kind)):
        report("props", f"Control {control.id} asks for evidence of the unknown kind {kind}.")
    return Control(
        id=control.id,
        label=" ".join(labels[0].split()) or control.id if labels else control.id,
        title=control.title,
        statement=statement,
        guidance=_prose(control.parts, "guidance"),
        decision=_decision(decisions),
        evidence_kinds=tuple(dict.fromkeys(kind for kind in kinds if _is_kind(kind))),
        references=tuple(link.text or link.href for link in control.links if link.rel in ("reference", "citation")),
        place=place,
    )


def _decision(values: list[str]) -> Decision | None:
    match values:
        case ["rule"]:
            return "rule"
        case ["attestation"]:
            return "attestation"
        case _:
            return None


def _is_kind(value: str) -> TypeGuard[EvidenceKind]:
    return value in EVIDENCE_KINDS


def _values(control: _Control, name: str, *, namespace: str | None) -> list[str]:
    return [prop.value for prop in control.props if prop.name == name and prop.ns == namespace]


def _prose(parts: list[_Part], name: str) -> str:
    """The text of the parts of this name, numbered items inside them included, one per line."""
    lines = [line for part in parts if part.name == name for line in _lines(part)]
    return "\n".join(lines)


def _lines(part: _Part) -> Iterator[str]:
    if part.prose and part.prose.strip():
        yield part.prose.strip()
    for inner in part.parts:
        yield from _lines(inner)


def _duplicates(catalog: Catalog) -> list[FieldProblem]:
    seen: dict[str, str] = {}
    problems = []
    for control in catalog.controls():
        first = seen.setdefault(control.id, control.place)
        if first != control.place:
            problems.append(
                FieldProblem(field=f"{control.place}.id", message=f"Control {control.id} already stands at {first}.")
            )
    return problems
