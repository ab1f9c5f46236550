"""What README and the Dockerfile say, done on bare Debian: every step run and timed, the site asked at the end.

    python deploy/rehearse.py image      # the steps of deploy/Dockerfile, each stage in its own root; its CMD serves
    python deploy/rehearse.py machine    # a Debian machine with PostgreSQL: install-service, then what the units start

It takes root and debootstrap, no Docker and no systemd: a step of the Dockerfile runs in a chroot as it would in a
layer, and a unit's ExecStart with its user, settings and socket, without the confinement (`systemd-analyze` judges that
in tests/unit/deployment). Mirrors and authorities of this machine (/etc/apt, pip.conf, /etc/ssl/certs) are copied in.
"""

import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
OF_THIS_MACHINE = (
    *("/etc/apt", "/etc/pip.conf", "/etc/xdg/pip", "/root/.config/pip", "/etc/resolv.conf"),
    *("/etc/ssl/certs", "/usr/local/share/ca-certificates", "/usr/share/ca-certificates"),
)
PASSED_ON = (
    "PIP_CERT",
    "NODE_EXTRA_CA_CERTS",
    "SSL_CERT_FILE",
    "REQUESTS_CA_BUNDLE",
    "http_proxy",
    "https_proxy",
    "no_proxy",
)
SECRET = "rehearsal-rehearsal-rehearsal-rehearsal"


def main() -> int:
    """Run one rehearsal."""
    what = sys.argv[1:2]
    if what not in (["image"], ["machine"]) or os.geteuid() != 0 or shutil.which("debootstrap") is None:
        print(__doc__)
        return 2
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as name:
        folder = Path(name)
        with timed("Debian 12, bare (debootstrap)"):
            run(["debootstrap", "--variant=minbase", "bookworm", str(folder / "bare")], {})
        rehearse_image(folder) if what == ["image"] else rehearse_machine(folder)
    return 0


@dataclass
class Stage:
    """A root, and what the Dockerfile has said of it so far."""

    root: Path
    settings: dict[str, str] = field(default_factory=dict)
    user: str = "root"
    cwd: str = "/"
    command: list[str] = field(default_factory=list)

    def take(self, word: str, rest: str, stages: "dict[str, Stage]") -> None:
        """Do what one instruction says."""
        match word:
            case "RUN":
                with timed(f"RUN {rest}"):
                    self.run(["sh", "-c", rest])
            case "COPY":
                copy(rest, self, stages)
            case "ENV":
                self.settings |= dict(pair.partition("=")[::2] for pair in shlex.split(rest))
            case "USER":
                self.user = rest
            case "WORKDIR":
                self.cwd = rest
                self.below(rest).mkdir(parents=True, exist_ok=True)
            case "CMD":
                self.command = json.loads(rest)

    def run(self, command: list[str]) -> None:
        """Run a command as this stage would."""
        inside(self.root, command, self.settings, user=self.user, cwd=self.cwd)

    def below(self, path: str) -> Path:
        """A path of this root as it is called from outside."""
        return self.root / path.lstrip("/")


def rehearse_image(folder: Path) -> None:
    """The stages of the Dockerfile, then its command."""
    stages: dict[str, Stage] = {}
    stage = Stage(folder)
    for word, rest in instructions(HERE / "deploy" / "Dockerfile"):
        if word == "FROM":
            name = rest.partition(" AS ")[2] or "image"
            stage = stages[name] = Stage(a_root(folder, name))
        else:
            stage.take(word, rest, stages)
    print(f"   the image: {run(['du', '-sm', str(stage.root)], {}).split()[0]} MB unpacked")
    stage.settings |= {"FORO_SECRET_KEY": SECRET, "FORO_BASE_URL": "https://foro.example.mx", "FORO_PROXIES": "1"}
    with timed("forum migrate (SQLite)"):
        stage.run(["forum", "migrate"])
    port = free_port()
    command = [word.replace(":8000", f":{port}") for word in stage.command]
    with background(stage.root, command, stage.settings, user=stage.user, cwd=stage.cwd):
        ask(port)


def rehearse_machine(folder: Path) -> None:
    """README's steps for one machine, then what its units start."""
    root = a_root(folder, "machine")
    with timed("bash deploy/release (elsewhere)"):
        run(["bash", str(HERE / "deploy" / "release"), str(root / "root" / "release")], {})
    steps = [
        "apt-get update && apt-get install -y --no-install-recommends python3-venv caddy postgresql systemd",
        "pg_ctlcluster 15 main start",
        "cd /root/release && sha256sum -c SHA256SUMS && python3 -m venv /opt/foro"
        " && /opt/foro/bin/pip install -q --require-hashes -r requirements.lock"
        " && /opt/foro/bin/pip install -q --no-deps foro-*.whl",
        "/opt/foro/bin/forum install-service foro.example.mx --postgresql",
        "/opt/foro/bin/forum install-service foro.example.mx --postgresql",  # again: nothing is lost
        "forum migrate && forum create-organiser usted@example.mx",
        "echo 'import /etc/foro/Caddyfile' > /etc/caddy/Caddyfile && caddy validate --config /etc/caddy/Caddyfile",
        "systemctl enable foro.socket foro foro-worker",
        "forum doctor; forum backup",
    ]
    try:
        for step in steps:
            with timed(step):
                print(inside(root, ["sh", "-c", step], {}).rstrip())
        serve_unit(root)
    finally:
        inside(root, ["sh", "-c", "pg_ctlcluster 15 main stop || true"], {})


def serve_unit(root: Path) -> None:
    """What `foro.service` starts, on a socket it is given, as systemd gives it; the worker beside it."""
    program = [unit_command(root, "foro.service"), unit_command(root, "foro-worker.service")]
    settings_of = (
        "set -a; . /etc/foro/foro.env; set +a; export NUMBA_CACHE_DIR=/var/lib/foro/compiled; cd /var/lib/foro"
    )
    with socket.create_server(("127.0.0.1", 0)) as given:
        os.set_inheritable(given.fileno(), True)
        site = (f"exec 3<&{given.fileno()}; export LISTEN_FDS=1 LISTEN_PID=$$; {settings_of};"
                f" exec setpriv --reuid=foro --regid=foro --init-groups {program[0]}")  # fmt: skip
        work = f"{settings_of}; exec setpriv --reuid=foro --regid=foro --init-groups {program[1]}"
        with background(root, ["bash", "-c", work], {}), background(root, ["bash", "-c", site], {}, (given.fileno(),)):
            ask(given.getsockname()[1])


def unit_command(root: Path, unit: str) -> str:
    """The ExecStart of a unit."""
    text = (root / "etc/systemd/system" / unit).read_text()
    return shlex.join(re.findall(r"^ExecStart=(.*)$", text, re.MULTILINE)[0].split())


def instructions(path: Path) -> Iterator[tuple[str, str]]:
    """The instructions of our Dockerfile, which has no line continuations but long lines."""
    for line in path.read_text().splitlines():
        if line and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            yield word, rest


def copy(rest: str, stage: Stage, stages: dict[str, Stage]) -> None:
    """COPY: the checkout (what git knows of it), or a folder of another stage."""
    if rest == ". .":
        listed = run(["git", "-C", str(HERE), "ls-files", "-coz", "--exclude-standard"], {}).split("\0")
        for name in filter(None, listed):
            to = stage.below(stage.cwd) / name
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(HERE / name, to)
        return
    words = re.fullmatch(r"--from=(\S+) (\S+) (\S+)", rest)
    assert words, rest
    shutil.copytree(stages[words[1]].below(words[2]), stage.below(words[3]), symlinks=True)


def a_root(folder: Path, name: str) -> Path:
    """A copy of the bare system that reaches this machine's mirrors."""
    root = folder / name
    run(["cp", "-a", str(folder / "bare"), str(root)], {})
    for path in map(Path, OF_THIS_MACHINE):
        if path.exists():
            to = root / path.relative_to("/")
            to.parent.mkdir(parents=True, exist_ok=True)
            run(["rm", "-rf", str(to)], {})
            run(["cp", "-aL", str(path), str(to)], {})
    return root


def _words(root: Path, command: list[str], user: str, cwd: str) -> list[str]:
    mounts = f"mount -t proc proc {root}/proc && mount --rbind /dev {root}/dev && "
    as_user = "" if user == "root" else f"setpriv --reuid={user} --regid={user} --init-groups "
    script = f"cd {cwd} && exec {as_user}{shlex.join(command)}"
    enter = f"{shutil.which('chroot')} {root} sh -c {shlex.quote(script)}"
    return ["unshare", "--mount", "sh", "-c", f"{mounts}exec {enter}"]


def _environment(settings: dict[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "HOME": "/root",
            "DEBIAN_FRONTEND": "noninteractive", **kept, **settings}  # fmt: skip


def inside(root: Path, command: list[str], settings: dict[str, str], *, user: str = "root", cwd: str = "/") -> str:
    """Run a command in a root; what it said."""
    return run(_words(root, command, user, cwd), _environment(settings))


@contextmanager
def background(
    root: Path,
    command: list[str],
    settings: dict[str, str],
    kept: tuple[int, ...] = (),
    *,
    user: str = "root",
    cwd: str = "/",
) -> Iterator[None]:
    """Run a command in a root meanwhile."""
    words = _words(root, command, user, cwd)
    process = subprocess.Popen(words, env=_environment(settings), pass_fds=kept, start_new_session=True)
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)


def run(command: list[str], environment: dict[str, str]) -> str:
    """Run a command; end the rehearsal where it fails."""
    done = subprocess.run(command, env=environment or None, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(
            f"{shlex.join(command)[:300]}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}\nfailed: {done.returncode}"
        )
    return done.stdout


def ask(port: int) -> None:
    """Ask the site what a proxy and a visitor ask."""
    headers = {"Host": "foro.example.mx", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "foro.example.mx"}
    began = time.monotonic()
    for path in ("/readyz", "/", "/sign-in"):
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
        for _ in range(300):
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    print(f"   {answer.status} {path} after {time.monotonic() - began:.1f} s")
                    break
            except OSError:
                time.sleep(0.1)
        else:
            sys.exit(f"{path} was not answered")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def timed(step: str) -> Iterator[None]:
    """Say how long a step took."""
    began = time.monotonic()
    yield
    print(f"{time.monotonic() - began:7.1f} s  {step}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
