"""The systemd units: a socket that outlives the site, the site, its worker, its figures; and what they all may do.

What each line does: systemd.exec(5). `systemd-analyze security foro.service` judges the whole.
"""

from pathlib import Path

from forum.deployment.values import ADDRESS, COMMAND, DATA, SETTINGS, USER, File, Machine

FOLDER = Path("/etc/systemd/system")
SERVICES = ("foro.service", "foro-worker.service", "foro-metrics.service")

SOCKET = f"""\
# Connections are taken by systemd, and wait here while the site is started anew: nobody is refused.
[Unit]
Description=Foro: where the proxy finds the site

[Socket]
ListenStream={ADDRESS}
Backlog=2048

[Install]
WantedBy=sockets.target
"""

# MemoryDenyWriteExecute is left out: the timetable engine compiles as it runs.
LIMITS = f"""\
User={USER}
Group={USER}
EnvironmentFile={SETTINGS}
WorkingDirectory={DATA}
StateDirectory=foro
StateDirectoryMode=0700
CacheDirectory=foro
Environment=NUMBA_CACHE_DIR=/var/cache/foro
UMask=0077
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=yes
ProtectProc=invisible
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
PrivateTmp=yes
PrivateDevices=yes
DevicePolicy=closed
RemoveIPC=yes
KeyringMode=private
LockPersonality=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM
"""

WRITABLE = """\
# A folder that is written beside the data folder, such as FORO_BACKUP_DIR, is named in a file of its own:
#   systemctl edit NAME.service      [Service] ReadWritePaths=/mnt/other-disk/foro
"""


def unit_files(machine: Machine) -> tuple[File, ...]:
    """The socket, the three services, and the command for whoever has a shell."""
    binaries = machine.program / "bin"
    texts = {
        "foro.socket": SOCKET,
        "foro.service": _site(binaries, machine.workers),
        "foro-worker.service": _worker(binaries),
        "foro-metrics.service": _metrics(binaries),
    }
    units = tuple(File(path=FOLDER / name, text=text) for name, text in texts.items())
    return *units, File(path=COMMAND, text=_command(binaries), mode=0o755)


def _site(binaries: Path, workers: int) -> str:
    # Each process answers one request after the other, so the proxy has to keep slow readers and writers to itself.
    return f"""\
[Unit]
Description=Foro: the site
Requires=foro.socket
After=foro.socket network-online.target postgresql.service redis-server.service
Wants=network-online.target

[Service]
Type=notify
NotifyAccess=main
ExecStart={binaries}/gunicorn --workers {workers} --preload --no-control-socket --worker-tmp-dir /dev/shm \
    forum.app.wsgi:site()
TimeoutStopSec=40
Restart=on-failure
RestartSec=2
OOMPolicy=continue

{LIMITS}
{WRITABLE}
[Install]
WantedBy=multi-user.target
Also=foro.socket
"""


def _worker(binaries: Path) -> str:
    return f"""\
[Unit]
Description=Foro: mail, timetables, backups and whatever is due
After=network-online.target postgresql.service redis-server.service
Wants=network-online.target

[Service]
ExecStart={binaries}/forum worker
# What is begun is ended first, or begun again by the next one.
TimeoutStopSec=120
KillMode=mixed
Restart=always
RestartSec=5
Nice=5

{LIMITS}
{WRITABLE}
[Install]
WantedBy=multi-user.target
"""


def _metrics(binaries: Path) -> str:
    return f"""\
[Unit]
Description=Foro: figures for Prometheus, where FORO_METRICS_PORT is set
After=foro.service

[Service]
ExecStart={binaries}/forum metrics
Restart=on-failure

{LIMITS}
[Install]
WantedBy=multi-user.target
"""


def _command(binaries: Path) -> str:
    return f"""\
#!/bin/sh
# `forum …` with the settings of this machine, as the user the site runs as: what it writes stays the site's.
set -eu
set -a
. {SETTINGS}
set +a
cd {DATA}
umask 077
exec setpriv --reuid={USER} --regid={USER} --init-groups {binaries}/forum "$@"
"""
