"""GitLab, by the claims of its ID tokens and version 4 of its REST API."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parseaddr
from typing import Any

from infra.scripts.pipeline.code_host import Api, Involved, Issue
from infra.scripts.pipeline.errors import NoChangeError

TOKEN = "SYNDIC_GITLAB_TOKEN"  # noqa: S105 - name of a variable


class GitLab:
    """The project that a pipeline runs for. Its token, a project access token, may write issues."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._commit_author = parseaddr(environment.get("CI_COMMIT_AUTHOR", ""))[1]
        self._base = f"/projects/{environment.get('CI_PROJECT_ID', '')}"
        self._change = environment.get("CI_MERGE_REQUEST_IID")
        url = environment.get("CI_API_V4_URL", "https://gitlab.com/api/v4")
        self._api = Api(url, {"PRIVATE-TOKEN": environment.get(TOKEN, "")})

    def involved(self, environment: str, revision: str, claims: Mapping[str, Any]) -> Involved:
        """Who started the job by hand, which only those may whom the protected environment allows.

        People are named by e-mail, because that is how a commit names its author.
        """
        protected = claims.get("environment") == environment and str(claims.get("environment_protected")) == "true"
        of_this = protected and claims.get("sha") == revision
        approver = str(claims.get("user_email") or "") if of_this else ""
        return Involved((approver,) if approver else (), self._commit_author, self._commit_author)

    def find(self, title: str, label: str) -> Issue | None:
        """The oldest open issue of the title."""
        query = {"state": "opened", "labels": label, "per_page": 100, "order_by": "created_at", "sort": "asc"}
        listed = self._api.call("list its issues", "GET", f"{self._base}/issues", params=query)
        return next((_issue(one) for one in listed if one["title"] == title), None)

    def create(self, title: str, label: str, body: str) -> Issue:
        """Open an issue; GitLab makes the label when it is new."""
        stated = {"title": title, "labels": label, "description": body}
        return _issue(self._api.call("open an issue", "POST", f"{self._base}/issues", json=stated))

    def comment(self, issue: Issue, body: str) -> None:
        """Say something on an issue."""
        path = f"{self._base}/issues/{issue.number}/notes"
        self._api.call("take a comment", "POST", path, json={"body": body})

    def close(self, issue: Issue) -> None:
        """Close an issue."""
        path = f"{self._base}/issues/{issue.number}"
        self._api.call("close an issue", "PUT", path, json={"state_event": "close"})

    def tell_change(self, marker: str, body: str) -> None:
        """Say something on the merge request."""
        if self._change is None:
            raise NoChangeError
        path = f"{self._base}/merge_requests/{self._change}/notes"
        listed = self._api.call("list comments", "GET", path, params={"per_page": 100})
        own = next((one["id"] for one in listed if marker in one["body"]), None)
        if own is None:
            self._api.call("take a comment", "POST", path, json={"body": body})
        else:
            self._api.call("change a comment", "PUT", f"{path}/{own}", json={"body": body})


def _issue(found: Mapping[str, Any]) -> Issue:
    return Issue(found["iid"], found["web_url"])
