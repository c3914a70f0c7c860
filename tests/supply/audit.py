"""`make audit`: known vulnerabilities of everything that is pinned, as pip-audit knows them.

pip-audit says "no known vulnerabilities" too where its service could not be asked about a single package. Here that is
said for what it is: not audited. Findings end in 1, everything else in 0, with `--strict` only a whole audit does.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-print.lock", "requirements-dev.lock", "requirements-bench.lock")
SERVICES = ("pypi", "osv")
PATIENCE = 60  # seconds a lock


@dataclass
class Verdict:
    """Of one lock: packages asked about, those the service knew, and `name version id` of each finding."""

    asked: int = 0
    known: int = 0
    findings: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether every package was looked up."""
        return 0 < self.asked == self.known


def judged(report: dict[str, Any]) -> Verdict:
    """What pip-audit's JSON says."""
    verdict = Verdict()
    for package in report.get("dependencies", []):
        verdict.asked += 1
        verdict.known += "skip_reason" not in package
        for found in package.get("vulns", []):
            verdict.findings.append(f"{package['name']} {package['version']} {found['id']}")
    return verdict


def audited(lock: Path, service: str, tool: Sequence[str]) -> Verdict:
    """One lock at one service. A service that cannot be reached knows nothing."""
    command = [*tool, "-r", str(lock), "--require-hashes", "--disable-pip", "-s", service, "-f", "json"]
    command += ["--progress-spinner", "off", "--timeout", "10"]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        return judged(json.loads(run.stdout))
    except (subprocess.TimeoutExpired, ValueError):
        return Verdict()


def main(arguments: Sequence[str] | None = None) -> int:
    """Audit the locks; print one line each."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("locks", nargs="*", type=Path, default=[ROOT / name for name in LOCKS])
    given.add_argument("--strict", action="store_true")
    given.add_argument("--tool", nargs="+", default=[sys.executable, "-m", "pip_audit"])
    chosen = given.parse_args(arguments)
    findings, whole, services = [], True, list(SERVICES)
    for lock in chosen.locks:
        verdict = Verdict()
        for service in tuple(services):
            one = audited(lock, service, chosen.tool)
            if not one.asked:  # not reached: the next lock does not wait for it again
                services.remove(service)
            verdict = max(verdict, one, key=lambda v: (len(v.findings), v.known))
            if verdict.whole or verdict.findings:
                break
        findings += verdict.findings
        whole = whole and verdict.whole
        print(f"{lock.name}: {said(verdict)}")
        for found in verdict.findings:
            print(f"  {found}")
    return int(bool(findings) or (chosen.strict and not whole))


def said(verdict: Verdict) -> str:
    """In words; "clean" is only what was looked up."""
    if verdict.findings:
        return f"{len(verdict.findings)} known vulnerabilities"
    if verdict.whole:
        return f"no known vulnerability in {verdict.asked} packages"
    if verdict.known:
        return (
            f"NOT FULLY AUDITED: the service knew {verdict.known} of {verdict.asked} packages; none of those is listed"
        )
    return "NOT AUDITED: no advisory service could be asked. This says nothing about vulnerabilities."


if __name__ == "__main__":
    raise SystemExit(main())
