"""Every mistake planted in a rendered overlay is found by what is meant to find it; without one, nothing is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from infra.kubernetes.manifests import Manifest
from infra.kubernetes.schema_validation import SchemaValidator, strict
from infra.scripts.manifests.validating import Validator
from infra.tree import checkout
from tests.unit.infra.kubernetes.conftest import PRODUCTION
from tests.unit.infra.kubernetes.finding import find

SERVER = "Deployment/server-blue"


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator(checkout())


def pod(manifests: list[Manifest], name: str = SERVER) -> Manifest:
    return find(manifests, name)["spec"]["template"]["spec"]


def container(manifests: list[Manifest], name: str = SERVER) -> Manifest:
    return pod(manifests, name)["containers"][0]


def settings_of(manifests: list[Manifest], beginning: str) -> Manifest:
    return next(
        one["data"] for one in manifests if one["kind"] == "ConfigMap" and one["metadata"]["name"].startswith(beginning)
    )


def remove(manifests: list[Manifest], wanted: str) -> None:
    manifests.remove(find(manifests, wanted))


def test_what_is_shipped_has_no_problem(validator: Validator, rendered: list[Manifest]) -> None:
    assert validator.problems(PRODUCTION, rendered) == []


MISTAKES: dict[str, tuple[Callable[[list[Manifest]], object], str, str]] = {
    "a field Kubernetes does not know": (
        lambda given: container(given).update(livenesProbe={}),
        "schema",
        "livenesProbe",
    ),
    "a field a custom resource does not know": (
        lambda given: find(given, "ScaledObject/worker-blue")["spec"].update(maxReplicas=3),
        "schema",
        "maxReplicas",
    ),
    "text for a number": (lambda given: find(given, SERVER)["spec"].update(replicas="3"), "schema", "spec.replicas"),
    "a kind without a schema": (
        lambda given: given.append({"apiVersion": "example.com/v1", "kind": "Thing", "metadata": {"name": "x"}}),
        "schema",
        "example.com/v1 Thing",
    ),
    "a ConfigMap that is not there": (
        lambda given: container(given)["envFrom"][0]["configMapRef"].update(name="nothing"),
        "reference",
        "ConfigMap/nothing",
    ),
    "a Secret nobody makes": (lambda given: remove(given, "Certificate/server"), "reference", "Secret/server-tls"),
    "a missing account": (lambda given: remove(given, "ServiceAccount/worker"), "reference", "ServiceAccount/worker"),
    "a missing priority": (
        lambda given: remove(given, "PriorityClass/syndic-serving"),
        "reference",
        "PriorityClass/syndic-serving",
    ),
    "a probe of a port that is not there": (
        lambda given: container(given)["readinessProbe"]["httpGet"].update(port="metrics"),
        "reference",
        "port metrics",
    ),
    "a mount without its volume": (lambda given: pod(given)["volumes"].pop(), "reference", "volumeMounts"),
    "a Service that selects nothing": (
        lambda given: find(given, "Service/client-green")["spec"]["selector"].update(colour="red"),
        "reference",
        "a pod with its labels",
    ),
    "a Service of a port that is not there": (
        lambda given: find(given, "Service/server-blue")["spec"]["ports"][0].update(targetPort="http"),
        "reference",
        "port http",
    ),
    "a route to nothing": (lambda given: remove(given, "Service/server-green"), "reference", "Service/server-green"),
    "a route to another port": (
        lambda given: find(given, "HTTPRoute/syndic")["spec"]["rules"][0]["backendRefs"][0].update(port=80),
        "reference",
        "port 80 of Service/server-blue",
    ),
    "scaling of what does not exist": (
        lambda given: find(given, "HorizontalPodAutoscaler/server-blue")["spec"]["scaleTargetRef"].update(name="api"),
        "reference",
        "Deployment/api",
    ),
    "a container that may write to its files": (
        lambda given: container(given)["securityContext"].update(readOnlyRootFilesystem=False),
        "policy",
        "file",
    ),
    "traffic nobody refused": (lambda given: remove(given, "NetworkPolicy/deny-all"), "policy", "NetworkPolicy"),
    "an image nobody builds": (
        lambda given: container(given).update(image="other@sha256:" + "1" * 64),
        "image",
        "no image that is built",
    ),
    "a setting that is missing": (
        lambda given: settings_of(given, "api-settings").pop("SESSION_SIGNING_KEYS"),
        "setting",
        "api does not start without SESSION_SIGNING_KEYS",
    ),
    "a setting of another process": (
        lambda given: settings_of(given, "cron-settings").update(WORKER_CONCURRENCY="3"),
        "setting",
        "WORKER_CONCURRENCY is passed, and cron does not read it",
    ),
    "a health path nothing serves": (
        lambda given: container(given)["livenessProbe"]["httpGet"].update(path="/health"),
        "probe",
        "/health is asked for",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_planted_mistake_is_found(validator: Validator, rendered: list[Manifest], name: str) -> None:
    plant, by, said = MISTAKES[name]
    plant(rendered)
    found = validator.problems(PRODUCTION, rendered)
    assert any(one.by == by and said in one.problem for one in found), found


def test_a_field_is_wrong_in_the_version_that_does_not_know_it() -> None:
    volume = {"name": "token", "emptyDir": {"sizeLimit": "1Mi", "stickyBit": True}}
    manifest = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "x"},
        "spec": {"containers": [{"name": "x", "image": "x"}], "volumes": [volume]},
    }
    misfits = SchemaValidator().misfits(manifest)
    assert misfits
    assert misfits[0].version == "1.33"
    assert "stickyBit" in misfits[0].problem


def test_what_may_hold_anything_stays_so() -> None:
    anything = {"type": "object", "properties": {"a": {}}, "x-kubernetes-preserve-unknown-fields": True}
    assert strict(anything) == anything
    assert strict({"type": "object", "properties": {"a": {}}})["additionalProperties"] is False
