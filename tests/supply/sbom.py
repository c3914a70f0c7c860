"""`make sbom`: what Gyeot is made of, as CycloneDX JSON: names, versions and hashes from the locks of what runs."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-print.lock")


def write(to: Path) -> Path:
    """Write it. The tool checks it against the format's own schema and ends with an error where it does not hold."""
    seen: set[str] = set()
    blocks = []
    for name in LOCKS:
        for block in (ROOT / name).read_text().replace("\\\n", "").splitlines():
            pinned = block.split(" ", 1)[0]
            if "==" in pinned and pinned not in seen:
                seen.add(pinned)
                blocks.append(block)
    to.parent.mkdir(parents=True, exist_ok=True)
    tool = [sys.executable, "-W", "ignore", "-m", "cyclonedx_py", "requirements", "-"]
    options = ["--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible", "--validate", "--of", "JSON"]
    subprocess.run([*tool, *options, "-o", str(to)], input="\n".join(blocks), text=True, check=True)
    return to


if __name__ == "__main__":
    print(write(ROOT / "build" / "sbom.cdx.json").relative_to(ROOT))
