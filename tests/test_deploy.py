"""What is deployed is what the service has: its settings, its life signs, no secret in the open, no root."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api.app import create_app
from kit import secret_files
from kit.settings import Settings
from services.workspace import opened
from tests.api.test_people import every_route

DEPLOY = Path(__file__).parents[1] / "deploy"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(DEPLOY.iterdir())}
KNOWN = {f"TIEOUT_{name.upper()}" for name in Settings.model_fields}
FILED = {f"TIEOUT_{name.upper()}_FILE" for name in secret_files.HELD}
SECRET = {f"TIEOUT_{name.upper()}" for name in (*secret_files.HELD, "key_ring")}
DOCUMENTS: list[dict[str, Any]] = [one for one in yaml.safe_load_all(TEXTS["kubernetes.yaml"]) if one]


def pods() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every pod with the name of what makes it."""
    for one in DOCUMENTS:
        if one["kind"] in {"Deployment", "Job"}:
            yield one["metadata"]["name"], one["spec"]["template"]["spec"]


@pytest.mark.parametrize("name", TEXTS)
def test_every_setting_is_one_of_ours_and_no_secret_stands_there(name: str) -> None:
    said = set(re.findall(r"TIEOUT_[A-Z0-9_]+", TEXTS[name]))
    assert said <= KNOWN | FILED, name
    assert said & SECRET == set(), "a secret is named by its file"


def test_no_pod_is_root_or_writes_beyond_its_folders() -> None:
    names = []
    for name, pod in pods():
        names.append(name)
        assert pod["securityContext"]["runAsNonRoot"] is True, name
        assert pod["automountServiceAccountToken"] is False, name
        mounted = {volume["name"] for volume in pod["volumes"]}
        for container in pod["containers"]:
            bounds = container["securityContext"]
            assert (bounds["readOnlyRootFilesystem"], bounds["allowPrivilegeEscalation"]) == (True, False)
            assert bounds["capabilities"] == {"drop": ["ALL"]}
            assert {mount["name"] for mount in container["volumeMounts"]} == mounted
            assert all(mount.get("readOnly") for mount in container["volumeMounts"] if mount["name"] == "secrets")
            assert container["resources"]["limits"]["memory"]
    assert names == ["tieout-schema", "tieout", "tieout-worker"]


def test_the_probes_ask_what_the_service_answers() -> None:
    (container,) = next(pod["containers"] for name, pod in pods() if name == "tieout")
    asked = {container[f"{probe}Probe"]["httpGet"]["path"] for probe in ("startup", "liveness", "readiness")}
    assert asked == {"/healthz", "/readyz"}
    answered = {path for method, path in every_route(create_app(opened(Settings()))) if method == "GET"}
    assert asked <= answered


@pytest.mark.parametrize("name", ["compose.yaml", "kubernetes.yaml"])
def test_who_asks_is_who_the_proxy_saw_and_not_who_they_say(name: str) -> None:
    """Rates count by place: a caller who writes a place into the header first is still known by the one behind it."""
    (trusted,) = re.findall(r'FORWARDED_ALLOW_IPS(?:, value)?: "([^"]*)"', TEXTS[name])
    seen = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        seen.append(scope["client"][0])

    for said in (b"192.0.2.7, 203.0.113.9", b"198.51.100.1, 203.0.113.9"):
        scope: Any = {"type": "http", "client": ("172.18.0.1", 5), "headers": [(b"x-forwarded-for", said)]}
        asyncio.run(ProxyHeadersMiddleware(app, trusted)(scope, None, None))  # type: ignore[arg-type]
    assert seen == ["203.0.113.9", "203.0.113.9"]


def test_the_image_and_the_composition_are_as_narrow() -> None:
    image = TEXTS["Dockerfile"]
    assert re.findall(r"^USER (.*)$", image, re.MULTILINE) == ["10001"]
    assert "--require-hashes" in image
    assert "/healthz" in image
    composed = yaml.safe_load(TEXTS["compose.yaml"])
    for name in ("schema", "service", "worker"):
        part = composed["services"][name]
        assert (part["read_only"], part["user"], part["cap_drop"]) == (True, "10001", ["ALL"])
    assert composed["services"]["service"]["ports"] == ["127.0.0.1:8000:8000"]
