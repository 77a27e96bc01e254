"""What is relied on of an API server: held to by the one in memory, and by a real one where KUBECONFIG names it."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator

import pytest

from infra.errors import ChangedByAnotherError, LockHeldError, LockLostError
from infra.kubernetes import lease
from infra.kubernetes.cluster import CONFIG_MAP, DEPLOYMENT, LEASE, NAMESPACE, Cluster, Kind
from infra.kubernetes.connecting import connect
from infra.kubernetes.errors import ClusterUnreachableError, ObjectChangedError, UnknownKindError
from infra.kubernetes.manifests import Manifest
from infra.kubernetes.stored_text import StoredText
from tests.integration.kubernetes.api_server_in_memory import ApiServerInMemory
from tests.integration.kubernetes.connected import in_memory
from tests.integration.kubernetes.gateway import eventually, free_port

REAL = pytest.param("real", marks=pytest.mark.kubernetes)


@pytest.fixture(scope="module", params=["in memory", REAL])
def cluster(request: pytest.FixtureRequest) -> Iterator[Cluster]:
    """A cluster, and a namespace of it that nothing else uses."""
    name = f"syndic-tests-{uuid.uuid4().hex[:8]}"
    if request.param == "in memory":
        api = ApiServerInMemory([])
        with api.serving():
            yield in_memory(api.port, name)
        return
    if "KUBECONFIG" not in os.environ:
        pytest.skip("KUBECONFIG names no cluster to hold to the contract")
    found = connect(name, None, "")
    found.apply({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}})
    try:
        yield found
    finally:
        found.delete(NAMESPACE, name)


def config_map(cluster: Cluster, name: str, **data: str) -> Manifest:
    metadata = {"name": name, "namespace": cluster.namespace, "labels": {"of": name}}
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": data}


def test_what_is_applied_again_changes_nothing(cluster: Cluster) -> None:
    first = cluster.apply(config_map(cluster, "same", one="1"))
    again = cluster.apply(config_map(cluster, "same", one="1"))
    assert first["metadata"]["resourceVersion"] == again["metadata"]["resourceVersion"]


def test_what_its_owner_names_no_more_is_taken_away_and_what_others_wrote_stays(cluster: Cluster) -> None:
    cluster.apply(config_map(cluster, "owned", one="1", two="2"))
    cluster.merge(CONFIG_MAP, "owned", {"metadata": {"annotations": {"by": "another"}}})
    applied = cluster.apply(config_map(cluster, "owned", one="1"))
    assert applied["data"] == {"one": "1"}
    assert applied["metadata"]["annotations"] == {"by": "another"}


def test_a_dry_run_stores_nothing(cluster: Cluster) -> None:
    cluster.apply(config_map(cluster, "tried", one="1"), dry_run=True)
    assert cluster.get(CONFIG_MAP, "tried") is None


def test_objects_are_found_by_their_labels(cluster: Cluster) -> None:
    cluster.apply(config_map(cluster, "labelled", one="1"))
    cluster.apply(config_map(cluster, "other", one="1"))
    assert [one["metadata"]["name"] for one in cluster.select(CONFIG_MAP, {"of": "labelled"})] == ["labelled"]


def test_what_was_changed_since_it_was_read_is_not_overwritten(cluster: Cluster) -> None:
    read = cluster.apply(config_map(cluster, "raced", one="1"))
    cluster.merge(CONFIG_MAP, "raced", {"data": {"one": "2"}})
    with pytest.raises(ObjectChangedError):
        cluster.replace({**read, "data": {"one": "3"}})
    with pytest.raises(ObjectChangedError):
        cluster.create(config_map(cluster, "raced", one="3"))


def test_what_is_removed_is_gone_and_can_be_removed_again(cluster: Cluster) -> None:
    cluster.apply(config_map(cluster, "removed", one="1"))
    cluster.delete(CONFIG_MAP, "removed")
    cluster.delete(CONFIG_MAP, "removed")
    assert cluster.get(CONFIG_MAP, "removed") is None


def test_a_deployment_is_scaled_and_its_generation_tells(cluster: Cluster) -> None:
    container = {"name": "one", "image": "registry.example.com/one@sha256:" + "0" * 64}
    labels = {"of": "scaled"}
    template = {"metadata": {"labels": labels}, "spec": {"containers": [container]}}
    spec = {"replicas": 0, "selector": {"matchLabels": labels}, "template": template}
    metadata = {"name": "scaled", "namespace": cluster.namespace}
    before = cluster.apply({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata, "spec": spec})
    cluster.scale("scaled", 1)
    cluster.scale("scaled", 0)
    after = cluster.get(DEPLOYMENT, "scaled")
    assert after is not None
    assert after["metadata"]["generation"] == before["metadata"]["generation"] + 2


def test_a_kind_that_the_cluster_lacks_is_named(cluster: Cluster) -> None:
    with pytest.raises(UnknownKindError, match=r"knows no Unknown of example.org/v1"):
        cluster.get(Kind("example.org/v1", "Unknown"), "one")
    with pytest.raises(UnknownKindError, match="knows no Unknown of v1"):
        cluster.get(Kind("v1", "Unknown"), "one")


def test_a_text_is_kept_and_another_writer_is_noticed(cluster: Cluster) -> None:
    mine, other = StoredText(cluster, "text"), StoredText(cluster, "text")
    assert mine.read() is None
    mine.write("one")
    assert other.read() == "one"
    mine.write("two")
    with pytest.raises(ChangedByAnotherError):
        other.write("three")
    with pytest.raises(ChangedByAnotherError):
        other.read()
    assert mine.read() == "two"


def test_a_lock_has_one_holder_and_is_free_afterwards(cluster: Cluster) -> None:
    with lease.hold(cluster, "lock", "the first", 30) as held:
        held.require()
        with pytest.raises(LockHeldError, match=r"the first, .*@"), lease.hold(cluster, "lock", "the second", 30):
            raise AssertionError("two hold one lock")
        cluster.apply(config_map(cluster, "guarded", one="1"))
    with lease.hold(cluster, "lock", "the second", 30):
        pass
    found = cluster.get(LEASE, "lock")
    assert found is not None
    assert found["spec"]["leaseTransitions"] == 2


def test_a_lock_is_renewed_and_who_lost_it_changes_nothing_more(cluster: Cluster) -> None:
    with lease.hold(cluster, "renewed", "the first", 1):
        first = cluster.get(LEASE, "renewed")
        assert first is not None
        eventually(lambda: _renewed(cluster) != first["spec"]["renewTime"], "it is renewed")
        stolen = cluster.get(LEASE, "renewed")
        assert stolen is not None
        stolen["spec"]["holderIdentity"] = "a thief"
        _replace_in_spite(cluster, stolen)
        eventually(lambda: _lost(cluster), "the loss is noticed")
        assert cluster.get(CONFIG_MAP, "too-late") is None


def test_a_lock_whose_holder_died_on_this_machine_is_free_at_once(cluster: Cluster) -> None:
    cluster.apply(
        {
            "apiVersion": LEASE.api_version,
            "kind": LEASE.kind,
            "metadata": {
                "name": "orphaned",
                "namespace": cluster.namespace,
                "annotations": {lease.MACHINE: lease._machine(), lease.PROCESS: "1 0.5"},
            },
            "spec": {
                "holderIdentity": "somebody killed",
                "leaseDurationSeconds": 3600,
                "renewTime": "2100-01-01T00:00:00.000000Z",
            },
        }
    )
    with lease.hold(cluster, "orphaned", "the next", 30):
        pass


def test_a_holder_on_another_machine_is_waited_for_until_its_lease_has_expired(cluster: Cluster) -> None:
    def held_since(moment: str) -> None:
        spec = {"holderIdentity": "far away", "leaseDurationSeconds": 30, "renewTime": moment}
        metadata = {"name": "far", "namespace": cluster.namespace}
        cluster.apply({"apiVersion": LEASE.api_version, "kind": LEASE.kind, "metadata": metadata, "spec": spec})

    held_since("2100-01-01T00:00:00.000000Z")
    with pytest.raises(LockHeldError, match="far away"), lease.hold(cluster, "far", "the next", 30):
        raise AssertionError("two hold one lock")
    held_since("2020-01-01T00:00:00.000000Z")
    with lease.hold(cluster, "far", "the next", 30):
        pass


def test_an_address_where_nothing_answers_is_one_sentence() -> None:
    nowhere = in_memory(free_port(), "syndic", patience_seconds=0)
    with pytest.raises(ClusterUnreachableError, match=r"does not answer .* What runs in the cluster runs on"):
        nowhere.version()


def _renewed(cluster: Cluster) -> str:
    found = cluster.get(LEASE, "renewed")
    return str(found["spec"]["renewTime"]) if found else ""


def _replace_in_spite(cluster: Cluster, manifest: Manifest) -> None:
    """As another client does, which has no use for this one's lock; the holder may renew in between."""
    for _ in range(10):
        try:
            cluster.unguarded(5).replace(manifest)
        except ObjectChangedError:
            found = cluster.get(LEASE, manifest["metadata"]["name"])
            assert found is not None
            manifest["metadata"]["resourceVersion"] = found["metadata"]["resourceVersion"]
        else:
            return
    raise AssertionError("the lock could not be stolen")


def _lost(cluster: Cluster) -> bool:
    try:
        cluster.apply(config_map(cluster, "too-late", one="1"))
    except LockLostError:
        return True
    cluster.unguarded(5).delete(CONFIG_MAP, "too-late")
    return False
