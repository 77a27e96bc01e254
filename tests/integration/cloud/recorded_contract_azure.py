"""A stand-in for Azure Resource Manager, for flexible servers of PostgreSQL and origins of Front Door.

There is no emulator of either, and this is not one. It answers the requests the tests need with the status codes,
headers and bodies of Microsoft's REST reference (Servers: Get, Update; Configurations: Get, Update; Virtual Endpoints:
List By Server; AFD Origins: List By Origin Group, Update; asynchronous operations by Azure-AsyncOperation) and with
what the pages about promoting read replicas and about traffic routing of Front Door say of them: Switchover needs a
virtual endpoint with both servers and changes the roles of both, Forced does not wait for the primary, which becomes a
replica when it can be reached; users are led to the enabled origin of the lowest number among those whose health probe
is answered with 200. No response was recorded from a live subscription, so it proves how the adapters and the official
SDKs treat that contract, not that Azure keeps to it. The SDKs are the real ones: only the address their transport
connects to is changed.
"""

from __future__ import annotations

import json
import ssl
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from azure.core.credentials import AccessToken
from azure.core.pipeline.transport import RequestsTransport

from infra.local.certificates import Authority
from tests.integration.json_handler import JsonHandler
from tests.integration.secrets.recorded_contract_key_vault import session_to

SUBSCRIPTION = "4d2a5b3c-0000-4000-8000-00000000000a"
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/syndic-staging"
SERVERS = f"{GROUP}/providers/Microsoft.DBforPostgreSQL/flexibleServers"
ORIGINS = f"{GROUP}/providers/Microsoft.Cdn/profiles/syndic-staging/originGroups/regions"
USERS = "syndic.staging.example.com"
TOKEN = "management-token-of-the-tests"
HOME, AWAY = "westeurope", "northeurope"

Answer = tuple[int, dict[str, Any], dict[str, str]]


class Signed:
    """A credential, as Azure's identity library gives one."""

    def get_token(self, *scopes: str, **_options: object) -> AccessToken:
        assert scopes == ("https://management.azure.com/.default",)
        return AccessToken(TOKEN, int(time.time()) + 3600)


@dataclass
class Server:
    """A flexible server."""

    region: str
    role: str
    state: str = "Ready"
    replication: str | None = None
    reachable: bool = True
    """Whether its region is there; the management interface is global and answers either way."""
    configurations: dict[str, str] = field(default_factory=dict)
    owed: bool = False
    """Whether it is made a replica when its region comes back."""


@dataclass
class RecordedContractAzure:
    """The resources, and every request that changed one."""

    directory: Path
    servers: dict[str, Server] = field(default_factory=dict)
    members: list[str] = field(default_factory=list)
    """Servers that the virtual endpoint has as members; none when there is no endpoint."""
    priorities: dict[str, int] = field(default_factory=dict)
    """Of the origins, by region."""
    disabled: set[str] = field(default_factory=set)
    """Regions whose origin is switched off."""
    frozen: bool = False
    """Whether Front Door takes no change, as in an outage of its interface while it serves users."""
    changes: list[str] = field(default_factory=list)
    after_change: Callable[[], None] | None = None
    """Called in the client's process when a request that changes something was answered."""
    demotes: bool = True
    """Whether the service does what it promises about the old primary."""
    _operations: dict[str, Callable[[], None]] = field(default_factory=dict)

    def start(self) -> None:
        authority = Authority(self.directory)
        files = authority.certificate("azure")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(files.certificate_file, files.key_file)
        self._ca_file = authority.ca_file
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.socket = context.wrap_socket(self._http.socket, server_side=True)
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        self.reset()

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def reset(self) -> None:
        """A subscription in which all is well."""
        names = [f"syndic-{region}" for region in (HOME, AWAY)]
        self.servers = {names[0]: Server(HOME, "Primary"), names[1]: Server(AWAY, "GeoAsyncReplica")}
        self.servers[names[1]].replication = "Active"
        self.members = list(names)
        self.priorities = {HOME: 1, AWAY: 2}
        self.disabled.clear()
        self.frozen = False
        self.changes.clear()
        self.after_change = None
        self.demotes = True
        self._operations.clear()

    def transport(self) -> RequestsTransport:
        """The SDKs' transport, connecting here instead of to Azure; TLS is verified."""
        session = session_to(self._http.server_port, str(self._ca_file))
        session.hooks["response"].append(self._answered)
        return RequestsTransport(session=session, session_owner=False)

    def _answered(self, response: requests.Response, **_options: object) -> None:
        if response.request.method != "GET" and self.after_change is not None:
            self.after_change()

    def lose(self, region: str) -> None:
        self.servers[f"syndic-{region}"].reachable = False

    def bring_back(self, region: str) -> None:
        """The region is there again; what its server was due is done."""
        server = self.servers[f"syndic-{region}"]
        server.reachable = True
        if server.owed:
            server.owed = False
            server.role, server.replication = "GeoAsyncReplica", "Active"

    def answer(self, method: str, path: list[str], body: bytes) -> Answer:
        """What a request is answered."""
        match method, path[6:]:
            case "GET", ["flexibleServers", name]:
                return self._server(name)
            case "PATCH", ["flexibleServers", name]:
                return self._promote(name, json.loads(body))
            case "GET", ["flexibleServers", name, "virtualendpoints"]:
                return self._endpoints(name)
            case "GET", ["flexibleServers", name, "configurations", parameter]:
                return 200, self._configuration(name, parameter), {}
            case "PATCH", ["flexibleServers", name, "configurations", parameter]:
                return self._configure(name, parameter, json.loads(body))
            case "GET", ["profiles", "syndic-staging", "originGroups", "regions", "origins"]:
                return 200, {"value": [self._origin(region) for region in self.priorities]}, {}
            case "PATCH", ["profiles", "syndic-staging", "originGroups", "regions", "origins", region]:
                return self._order(region, json.loads(body)["properties"])
        if path[-2:-1] == ["azureAsyncOperation"]:
            return self._operation(path[-1])
        return _error(404, "ResourceNotFound", f"The Resource {'/'.join(path[6:])} was not found.")

    def _server(self, name: str) -> Answer:
        if name not in self.servers:
            return _error(404, "ResourceNotFound", f"The Resource {name} was not found.")
        return 200, self._document(name), {}

    def _document(self, name: str) -> dict[str, Any]:
        server = self.servers[name]
        replica = {"role": server.role, "capacity": 5 if server.role == "Primary" else 0}
        if server.role != "Primary":
            replica["replicationState"] = server.replication
        properties = {
            "fullyQualifiedDomainName": f"{name}.postgres.database.azure.com",
            "state": server.state,
            "replicationRole": server.role,
            "replica": replica,
        }
        return {
            "id": f"{SERVERS}/{name}",
            "name": name,
            "type": "Microsoft.DBforPostgreSQL/flexibleServers",
            "location": server.region,
            "properties": properties,
        }

    def _promote(self, name: str, body: dict[str, Any]) -> Answer:
        wanted = body["properties"]["replica"]
        if wanted["promoteMode"] != "Switchover":
            return _error(400, "InvalidParameterValue", "Only a change of roles is part of this contract.")
        if set(self.members) != set(self.servers):
            return _error(400, "ReplicaNotInVirtualEndpoint", "The replica is no target of the reader endpoint.")
        old = next(one for one in self.servers.values() if one.role == "Primary")
        if wanted["promoteOption"] == "Planned" and not old.reachable:
            return _error(400, "PrimaryNotReachable", "The primary server cannot be synchronized with.")
        return self._begin(f"promote {name} {wanted['promoteOption']}", lambda: self._change_roles(name, old))

    def _change_roles(self, name: str, old: Server) -> None:
        new = self.servers[name]
        new.role, new.replication = "Primary", None
        if old.reachable and self.demotes:
            old.role, old.replication = "GeoAsyncReplica", "Active"
        else:
            old.owed = self.demotes

    def _endpoints(self, name: str) -> Answer:
        if not self.members:
            return 200, {"value": []}, {}
        host = "syndic-staging.writer.postgres.database.azure.com"
        properties = {"endpointType": "ReadWrite", "members": self.members, "virtualEndpoints": [host]}
        pair = {
            "id": f"{SERVERS}/{name}/virtualendpoints/syndic-staging",
            "name": "syndic-staging",
            "type": "Microsoft.DBforPostgreSQL/flexibleServers/virtualendpoints",
            "properties": properties,
        }
        return 200, {"value": [pair]}, {}

    def _configuration(self, name: str, parameter: str) -> dict[str, Any]:
        value = self.servers[name].configurations.get(parameter, "off")
        properties = {"value": value, "defaultValue": "off", "dataType": "Boolean", "isDynamicConfig": True}
        return {"id": f"{SERVERS}/{name}/configurations/{parameter}", "name": parameter, "properties": properties}

    def _configure(self, name: str, parameter: str, body: dict[str, Any]) -> Answer:
        if not self.servers[name].reachable:
            return _error(409, "ServerIsBusy", "The server is not in a state that allows the operation.")
        value = body["properties"]["value"]

        def set_value() -> None:
            self.servers[name].configurations[parameter] = value

        return self._begin(f"{parameter} of {name} {value}", set_value)

    def front_door_leads(self, healthy: set[str]) -> str | None:
        """The region that a request of a user comes to.

        Args:
            healthy: regions whose health probe is answered with 200.
        """
        asked = [region for region in self.priorities if region in healthy and region not in self.disabled]
        return min(asked, key=lambda region: self.priorities[region], default=None)

    def _origin(self, region: str) -> dict[str, Any]:
        properties = {
            "hostName": USERS,
            "httpPort": 80,
            "httpsPort": 443,
            "originHostHeader": USERS,
            "priority": self.priorities[region],
            "weight": 1000,
            "enabledState": "Disabled" if region in self.disabled else "Enabled",
            "provisioningState": "Succeeded",
            "deploymentStatus": "NotStarted",
            "originGroupName": "regions",
            "enforceCertificateNameCheck": True,
        }
        return {
            "id": f"{ORIGINS}/origins/{region}",
            "name": region,
            "type": "Microsoft.Cdn/profiles/origingroups/origins",
            "properties": properties,
        }

    def _order(self, region: str, wanted: dict[str, Any]) -> Answer:
        if self.frozen:
            return _error(503, "ServiceUnavailable", "Changes of the configuration are not accepted for now.")
        number = wanted.get("priority", self.priorities[region])
        if not 1 <= number <= 5:
            return _error(400, "BadRequest", "Priority of an origin is 1 to 5.")

        def put_in_its_place() -> None:
            self.priorities[region] = number
            if wanted.get("enabledState") == "Enabled":
                self.disabled.discard(region)

        # It is in the configuration at once; that it is everywhere is said much later, by the operation.
        put_in_its_place()
        status, _, headers = self._begin(f"order of {region}", put_in_its_place)
        return status, self._origin(region), headers

    def _begin(self, what: str, change: Callable[[], None]) -> Answer:
        """An asynchronous operation, which is carried out when it is asked for."""
        identifier = str(uuid.uuid4())
        self._operations[identifier] = change
        address = (
            f"https://management.azure.com/subscriptions/{SUBSCRIPTION}/providers/Microsoft.DBforPostgreSQL"
            f"/locations/{HOME}/azureAsyncOperation/{identifier}?api-version=2026-10-01"
        )
        self.changes.append(what)
        return 202, {}, {"Azure-AsyncOperation": address, "Retry-After": "0"}

    def _operation(self, identifier: str) -> Answer:
        change = self._operations.pop(identifier, None)
        if change is not None:
            change()
        return 200, {"name": identifier, "status": "Succeeded"}, {}

    def finish(self) -> None:
        """What was begun ends, also when nobody asks for it."""
        for identifier in list(self._operations):
            self._operation(identifier)


def _error(status: int, code: str, message: str) -> Answer:
    return status, {"error": {"code": code, "message": message}}, {}


def _handler(azure: RecordedContractAzure) -> type[JsonHandler]:
    class Handler(JsonHandler):
        protocol_version = "HTTP/1.1"
        # Headers and body are two packets, of which the second would wait for the first's acknowledgement.
        disable_nagle_algorithm = True

        def _call(self) -> None:
            body = self.body()
            path = urlsplit(self.path).path.strip("/").split("/")
            if self.headers.get("Authorization") != f"Bearer {TOKEN}":
                status, document, headers = _error(401, "AuthenticationFailed", "Authentication failed.")
            else:
                status, document, headers = azure.answer(self.command, path, body)
            self.answer(status, document, headers)

        do_GET = do_PUT = do_PATCH = _call  # noqa: N815 - names of the class it derives from

    return Handler
