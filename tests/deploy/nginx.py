"""The shipped nginx example, run for real on loopback: only addresses, certificate and rights are replaced."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from tests.ports import free_port

SHIPPED = Path(__file__).parents[2] / "deploy/nginx/gyeot.conf"
FOUND = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")


class Nginx:
    """In front of bots on these ports; `port` is the address that Telegram would call."""

    def __init__(self, bots: list[int]) -> None:
        assert FOUND is not None, "nginx is missing: apt-get install nginx-light"
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="gyeot-nginx-"))
        self.folder.chmod(0o755)  # its workers are another user where the tests run as root
        (self.folder / "nginx.conf").write_text(self._main(bots))
        command = [FOUND, "-c", str(self.folder / "nginx.conf"), "-p", str(self.folder), "-e", str(self.folder / "err")]
        self.process = subprocess.Popen(command)
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert self.process.poll() is None, (self.folder / "err").read_text()
            time.sleep(0.05)
        raise AssertionError("nginx does not answer")

    def _main(self, bots: list[int]) -> str:
        site = served(SHIPPED.read_text(), self.port, bots).replace("/var/log/nginx", str(self.folder))
        user = "user nobody nogroup;\n" if os.geteuid() == 0 else ""
        temporary = "".join(
            f"    {kind}_temp_path {self.folder}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        return (
            f"{user}daemon off;\npid {self.folder}/pid;\nworker_processes 1;\n"
            f"events {{ worker_connections 512; }}\nhttp {{\n{temporary}{site}}}\n"
        )

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)
        shutil.rmtree(self.folder)


def served(text: str, port: int, bots: list[int]) -> str:
    """The example for loopback. Raises AssertionError where a line to replace is not there any more."""
    lines, at = [], 0
    for line in text.splitlines():
        bare = line.strip()
        if bare.startswith("server 10."):
            if at < len(bots):
                line = f"    server 127.0.0.1:{bots[at]} {bare.split(' ', 2)[2]}"
                at += 1
            else:
                continue
        elif bare.startswith(("listen [::]", "ssl_", "deny all")):
            continue
        elif bare == "listen 443 ssl;":
            line = f"    listen 127.0.0.1:{port};"
        lines.append(line)
    assert at == len(bots)
    return "\n".join(lines) + "\n"
