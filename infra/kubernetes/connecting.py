"""Signs in to a cluster as kubectl does: by a kubeconfig, or by the service account of the pod this runs in."""

from __future__ import annotations

import httpx2
from lightkube.config.client_adapter import AsyncClient, Client, ConnectionParams
from lightkube.config.kubeconfig import KubeConfig
from lightkube.core.exceptions import ConfigError

from infra.kubernetes.cluster import Cluster
from infra.kubernetes.errors import NoClusterError

TIMEOUT = httpx2.Timeout(30.0, connect=10.0)


def context_of(environment: str, region: str) -> str:
    """The context that the cluster of a region is looked for under."""
    return f"syndic-{environment}-{region}"


def connect(namespace: str, context: str | None, usual: str) -> Cluster:
    """A cluster.

    Args:
        namespace: where its objects are looked for.
        context: the context of the kubeconfig that somebody asked for.
        usual: the context that is taken otherwise; the current one where there is none of that name.

    Raises:
        NoClusterError: no kubeconfig says where it is.
    """
    try:
        known = KubeConfig.from_env()
        single = known.get(context or (usual if usual in known.contexts else None))
        if single is None:
            raise NoClusterError("it names no context")
        parameters = ConnectionParams(timeout=TIMEOUT)
        client = Client(single, parameters)
    except (ConfigError, OSError, ValueError, KeyError) as error:
        raise NoClusterError(str(error)) from error
    where = f"{single.cluster.server} (context {single.context_name})"
    return Cluster(client, lambda: AsyncClient(single, parameters), namespace, where)
