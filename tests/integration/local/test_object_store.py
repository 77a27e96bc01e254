from __future__ import annotations

import contextlib
import ssl
from collections.abc import Generator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from infra.local import object_store, object_store_bucket
from infra.local.leftovers import processes_in
from infra.local.object_store import ObjectStore, StorePorts, running_object_store
from infra.local.object_store_configuration import AccessKey, process_identity
from tests.integration.local.waiting import free_ports, until


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Generator[ObjectStore]:
    with running_object_store(tmp_path_factory.mktemp("object-store"), free_ports(9)) as running:
        yield running


def client(store: ObjectStore, key: AccessKey) -> Any:  # noqa: ANN401 - boto3 makes its clients at run time
    return object_store_bucket.client(store.endpoint, store.region, store.ca_file, key)


def test_objects_are_kept_in_versions(store: ObjectStore) -> None:
    s3 = client(store, store.platform)
    first = s3.put_object(Bucket="syndic", Key="a/b", Body=b"one")["VersionId"]
    s3.put_object(Bucket="syndic", Key="a/b", Body=b"two")

    assert s3.get_object(Bucket="syndic", Key="a/b")["Body"].read() == b"two"
    assert s3.get_object(Bucket="syndic", Key="a/b", VersionId=first)["Body"].read() == b"one"


def test_an_object_can_be_written_only_if_it_is_absent(store: ObjectStore) -> None:
    s3 = client(store, store.platform)
    s3.put_object(Bucket="syndic", Key="once", Body=b"one", IfNoneMatch="*")

    with pytest.raises(ClientError, match="PreconditionFailed"):
        s3.put_object(Bucket="syndic", Key="once", Body=b"two", IfNoneMatch="*")


def test_the_platforms_key_reaches_its_bucket_only(store: ObjectStore) -> None:
    client(store, store.administrator).create_bucket(Bucket="other")

    for attempt in (
        lambda s3: s3.create_bucket(Bucket="mine"),
        lambda s3: s3.put_object(Bucket="other", Key="a", Body=b""),
    ):
        with pytest.raises(ClientError, match="AccessDenied"):
            attempt(client(store, store.platform))


def test_versions_cannot_be_switched_off(store: ObjectStore) -> None:
    suspended = {"Status": "Suspended"}
    with pytest.raises(ClientError, match="InvalidBucketState"):
        client(store, store.platform).put_bucket_versioning(Bucket="syndic", VersioningConfiguration=suspended)


def test_a_wrong_key_is_refused(store: ObjectStore) -> None:
    with pytest.raises(ClientError, match="InvalidAccessKeyId"):
        client(store, AccessKey.generate()).list_objects_v2(Bucket="syndic")
    with pytest.raises(ClientError, match="SignatureDoesNotMatch"):
        client(store, AccessKey(store.access_key_id, "guessed")).list_objects_v2(Bucket="syndic")


@pytest.mark.parametrize("part", [field.name for field in fields(StorePorts) if field.name not in {"s3", "metrics"}])
def test_no_inner_port_answers_to_anyone_without_a_certificate(store: ObjectStore, part: str) -> None:
    port = getattr(store.ports, part)
    with pytest.raises((httpx.TransportError, ssl.SSLError)):
        httpx.get(f"https://localhost:{port}/", verify=ssl.create_default_context(cafile=store.ca_file))
    with contextlib.suppress(httpx.TransportError):
        assert httpx.post(f"http://localhost:{port}/col/delete?collection=syndic").status_code == 400


def test_it_is_ready_for_those_with_the_right_key_only(store: ObjectStore) -> None:
    assert object_store.unready_reason(store) is None
    assert object_store.unready_reason(replace(store, bucket="not-made-yet")) is None

    reason = object_store.unready_reason(replace(store, administrator=AccessKey.generate()))

    assert reason is not None
    assert reason.startswith("its S3 interface does not answer (")


def test_aligning_it_again_changes_nothing(store: ObjectStore) -> None:
    assert object_store.align(store) == []


def test_objects_survive_a_kill_and_other_keys(tmp_path: Path) -> None:
    with running_object_store(tmp_path, free_ports(9)) as store:
        client(store, store.platform).put_object(Bucket="syndic", Key="kept", Body=b"x" * 100_000)
        [process] = _weed(tmp_path)
        process.kill()
        until(lambda: not _weed(tmp_path), "the object store to be gone")
        with pytest.raises(EndpointConnectionError):
            client(store, store.platform).list_objects_v2(Bucket="syndic")

    with running_object_store(tmp_path, free_ports(9), store.authority) as again:
        assert again.access_key_id != store.access_key_id
        kept = client(again, again.platform).get_object(Bucket="syndic", Key="kept")["Body"].read()
        assert kept == b"x" * 100_000
        with pytest.raises(ClientError, match="InvalidAccessKeyId"):
            client(again, store.platform).list_objects_v2(Bucket="syndic")


def test_retention_deletes_what_it_may_and_no_anchor_of_the_audit_log(store: ObjectStore) -> None:
    key = AccessKey.generate()
    retention = process_identity("retention", "syndic", (key,))
    anchor, evidence = "audit/checkpoints/1.json", "evidence/sha256/ab/1"
    for name in (anchor, evidence):
        client(store, store.platform).put_object(Bucket="syndic", Key=name, Body=b"x")
    object_store.write_identities(replace(store, identities=(*store.identities, retention)))
    object_store.reload(store)

    def known() -> bool:
        with contextlib.suppress(ClientError):
            return bool(client(store, key).list_objects_v2(Bucket="syndic")["KeyCount"])
        return False

    try:
        until(known, "the store to know retention")
        s3 = client(store, key)
        s3.delete_object(Bucket="syndic", Key=evidence)
        s3.put_object(Bucket="syndic", Key=f"audit/deletions/{evidence}/1.json", Body=b"{}")
        for refused in (
            lambda: s3.delete_object(Bucket="syndic", Key=anchor),
            lambda: s3.put_object(Bucket="syndic", Key=anchor, Body=b"y"),
            lambda: s3.get_object(Bucket="syndic", Key=anchor),
        ):
            with pytest.raises(ClientError, match="AccessDenied"):
                refused()
        with pytest.raises(ClientError, match="NoSuchKey"):
            s3.get_object(Bucket="syndic", Key=evidence)
    finally:
        object_store.write_identities(store)
        object_store.reload(store)


def test_its_secrets_are_closed_to_others(store: ObjectStore) -> None:
    for path in store.directory.glob("*"):
        if path.is_file():
            assert path.stat().st_mode & 0o077 == 0, path


def _weed(directory: Path) -> list[Any]:
    return [process for process in processes_in(directory, "weed") if process.is_running()]
