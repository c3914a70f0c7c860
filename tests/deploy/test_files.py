"""The files to deploy with are what they should be: exact sets, so that a line added or taken away is seen."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from kubernetes_validate import validate

from bot import settings
from tests.deploy.nginx import FOUND, SHIPPED, Nginx
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "deploy/systemd/gyeot.service"
MANIFESTS = sorted(p for p in (ROOT / "deploy/kubernetes").glob("*.yaml") if p.name != "kustomization.yaml")
TELEGRAM = ["149.154.160.0/20", "91.108.4.0/22"]
NAMES = {f"GYEOT_{n.upper()}" for kind in settings.CLASSES for n in kind.model_fields} | {"GYEOT_CACHE"}
FIELDS = {n for kind in settings.CLASSES for n in kind.model_fields}


def unit() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in UNIT.read_text().splitlines():
        if "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


def compose() -> Any:
    return yaml.safe_load((ROOT / "compose.yaml").read_text())


def manifest(name: str) -> Any:
    return yaml.safe_load((ROOT / f"deploy/kubernetes/{name}.yaml").read_text())


def test_the_unit_keeps_memory_off_the_disk_and_the_rest_of_the_machine_out_of_reach() -> None:
    settings = {name: values for name, values in unit().items() if name not in ("Environment", "Documentation")}
    assert settings == {
        "Description": ["Gyeot"],
        "Wants": ["network-online.target"],
        "After": ["network-online.target"],
        "Type": ["exec"],
        "WorkingDirectory": ["/var/lib/gyeot"],
        "ExecStartPre": ["/opt/gyeot/.venv/bin/gyeot train"],
        "ExecStart": ["/opt/gyeot/.venv/bin/gyeot run"],
        "LoadCredential": ["token:/etc/gyeot/token"],
        "Restart": ["on-failure"],
        "RestartSec": ["5"],
        "TimeoutStartSec": ["15min"],
        "TimeoutStopSec": ["15"],
        "DynamicUser": ["yes"],
        "StateDirectory": ["gyeot"],
        "StateDirectoryMode": ["0700"],
        "CacheDirectory": ["gyeot"],
        "CacheDirectoryMode": ["0700"],
        "UMask": ["0077"],
        "LimitCORE": ["0"],
        "MemorySwapMax": ["0"],
        "MemoryMax": ["1536M"],
        "TasksMax": ["64"],
        "OOMPolicy": ["continue"],
        "LogRateLimitIntervalSec": ["30"],
        "LogRateLimitBurst": ["200"],
        "ProtectSystem": ["strict"],
        "ProtectHome": ["yes"],
        "ProtectProc": ["invisible"],
        "ProcSubset": ["pid"],
        "ProtectClock": ["yes"],
        "ProtectHostname": ["yes"],
        "ProtectKernelLogs": ["yes"],
        "ProtectKernelModules": ["yes"],
        "ProtectKernelTunables": ["yes"],
        "ProtectControlGroups": ["yes"],
        "PrivateTmp": ["yes"],
        "PrivateDevices": ["yes"],
        "PrivateUsers": ["yes"],
        "PrivateIPC": ["yes"],
        "PrivateMounts": ["yes"],
        "DevicePolicy": ["closed"],
        "NoNewPrivileges": ["yes"],
        "RestrictNamespaces": ["yes"],
        "RestrictRealtime": ["yes"],
        "RestrictSUIDSGID": ["yes"],
        "RemoveIPC": ["yes"],
        "LockPersonality": ["yes"],
        "KeyringMode": ["private"],
        "CapabilityBoundingSet": [""],
        "AmbientCapabilities": [""],
        "SystemCallArchitectures": ["native"],
        "SystemCallFilter": ["@system-service", "~@privileged"],
        "SystemCallErrorNumber": ["EPERM"],
        "RestrictAddressFamilies": ["AF_INET AF_INET6 AF_UNIX"],
        "IPAddressDeny": ["any"],
        "IPAddressAllow": [f"localhost {' '.join(TELEGRAM)} 2001:67c:4e8::/48"],
        "WantedBy": ["multi-user.target"],
    }


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
def test_systemd_finds_nothing_unknown_in_the_unit_and_little_exposed(tmp_path: Path) -> None:
    own = tmp_path / UNIT.name  # the programs that it starts are not on the machine of the tests
    own.write_text(UNIT.read_text().replace("/opt/gyeot/.venv/bin/gyeot", sys.executable))
    verified = subprocess.run(["systemd-analyze", "verify", own], capture_output=True, text=True, check=False)
    assert [line for line in verified.stderr.splitlines() if UNIT.name in line] == []
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=15", own], capture_output=True, check=False
    )
    assert rated.returncode == 0, rated.stdout.decode()


def test_the_image_is_built_in_two_stages_and_runs_without_a_shell_as_nobody() -> None:
    lines = (ROOT / "Dockerfile").read_text().replace("\\\n", "").splitlines()
    said = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    second = said[[i for i, (word, _) in enumerate(said) if word == "FROM"][1] :]
    assert [rest for word, rest in said if word == "FROM"] == [
        "python:3.11-slim-bookworm AS build",
        "gcr.io/distroless/python3-debian12:nonroot",
    ]
    assert [word for word, _ in second if word == "RUN"] == []
    assert [rest for word, rest in second if word == "USER"] == ["65532:65532"]
    assert [rest for word, rest in second if word == "VOLUME"] == ["/var/lib/gyeot"]
    assert [json.loads(rest) for word, rest in second if word in ("ENTRYPOINT", "CMD")] == [
        ["/usr/bin/python3", "-m", "bot"],
        ["run"],
    ]


def test_hadolint_has_nothing_to_say_of_the_dockerfile() -> None:
    program = Path(sys.executable).parent / "hadolint"
    result = subprocess.run([program, ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (0, "")


def test_only_what_the_image_needs_reaches_the_build() -> None:
    lines = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if not line.startswith("#")]
    let_in = {line[1:] for line in lines if line.startswith("!")}
    copied = re.findall(r"^COPY (?!--from)(.+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert lines[0] == "*"
    assert let_in == {file for line in copied for file in line.split()[:-1]}


def test_both_containers_can_write_nowhere_but_their_volume_and_swap_nothing() -> None:
    shared = {
        "restart": "unless-stopped",
        "read_only": True,
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges:true"],
        "pids_limit": 128,
        "ulimits": {"core": 0},
        "logging": {"driver": "local", "options": {"max-size": "1m", "max-file": "2"}},
    }
    for service in compose()["services"].values():
        assert {key: service.get(key) for key in shared} == shared
        assert service["mem_limit"] == service["memswap_limit"]
        assert "ports" not in service
        assert "privileged" not in service
        assert all("noexec,nosuid,nodev" in place for place in service["tmpfs"])
        assert all("SECRET" not in name and "TOKEN" not in name for name in service["environment"])


def test_the_database_is_reached_by_the_bot_alone() -> None:
    given = compose()
    assert given["networks"] == {"outside": None, "inside": {"internal": True}}
    assert given["services"]["bot"]["networks"] == ["outside", "inside"]
    assert given["services"]["database"]["networks"] == ["inside"]


def test_secrets_are_named_as_the_settings_that_read_them() -> None:
    given = compose()
    assert set(given["services"]["bot"]["secrets"]) <= FIELDS
    assert set(given["secrets"]) == {"token", "secret", "database_url", "database_password"}


@pytest.mark.parametrize("file", ["Dockerfile", "compose.yaml", str(UNIT.relative_to(ROOT)), *(
    str(m.relative_to(ROOT)) for m in MANIFESTS)])  # fmt: skip
def test_no_file_sets_what_the_bot_does_not_read(file: str) -> None:
    assert set(re.findall(r"GYEOT_[A-Z_]*[A-Z]", (ROOT / file).read_text())) <= NAMES


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda p: p.stem)
def test_kubernetes_knows_every_field_of_the_manifests(path: Path) -> None:
    validate(yaml.safe_load(path.read_text()), "1.37", strict=True)


def test_every_manifest_is_applied() -> None:
    assert set(manifest("kustomization")["resources"]) == {path.name for path in MANIFESTS}


def test_a_pod_may_do_nothing_but_answer() -> None:
    pod = manifest("deployment")["spec"]["template"]["spec"]
    (bot,) = pod["containers"]
    assert pod["securityContext"] == {
        "runAsNonRoot": True,
        "runAsUser": 65532,
        "runAsGroup": 65532,
        "fsGroup": 65532,
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    assert (pod["automountServiceAccountToken"], pod["enableServiceLinks"]) == (False, False)
    assert bot["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert {m["mountPath"]: m.get("readOnly", False) for m in bot["volumeMounts"]} == {
        "/run/secrets/gyeot": True,
        "/opt/gyeot/edition": True,
        "/var/lib/gyeot": False,
    }


def test_a_pod_that_goes_is_given_the_time_that_draining_takes() -> None:
    pod = manifest("deployment")["spec"]["template"]["spec"]
    pause = pod["containers"][0]["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert pod["terminationGracePeriodSeconds"] >= pause + 10
    assert manifest("disruption")["spec"]["minAvailable"] < manifest("autoscaler")["spec"]["minReplicas"]


def test_pods_talk_to_telegram_the_name_service_and_the_database_only() -> None:
    policy = manifest("network")["spec"]
    assert policy["policyTypes"] == ["Ingress", "Egress"]
    blocks = [to["ipBlock"]["cidr"] for rule in policy["egress"] for to in rule["to"] if "ipBlock" in to]
    assert blocks == [*TELEGRAM, "2001:67c:4e8::/48"]
    ports = [[p["port"] for p in rule["ports"]] for rule in [*policy["ingress"], *policy["egress"]]]
    assert ports == [[8080], [53, 53], [443], [5432]]


def test_only_telegram_gets_past_nginx_and_nothing_is_written_about_it() -> None:
    text = SHIPPED.read_text()
    assert re.findall(r"^\s*(?:allow|deny) (.+);$", text, re.MULTILINE) == [*TELEGRAM, "all"]
    assert re.findall(r"^\s*access_log (.+);$", text, re.MULTILINE) == ["off"]
    allowed = manifest("ingress")["metadata"]["annotations"]["nginx.ingress.kubernetes.io/whitelist-source-range"]
    assert allowed == ",".join(TELEGRAM)


@pytest.mark.skipif(FOUND is None, reason="nginx is not installed (.ci/run installs it)")
def test_nginx_takes_the_example() -> None:
    Nginx([free_port(), free_port(), free_port()]).stop()
