"""The proxy in front, which has the certificate and keeps slow phones to itself."""

from pathlib import Path

from forum.deployment.values import ADDRESS, File, Machine

LARGEST = 8  # MB, what the program takes in one request (MAX_CONTENT_LENGTH)
NAMED_ANEW = (2, 6, 3)
"""Caddy's first version that calls it `request_buffers`; Debian 12 has 2.6.2."""
PROXIES = ("caddy", "nginx")


def proxy_file(machine: Machine) -> File:
    """What the proxy of this machine is told."""
    if machine.proxy == "nginx":
        return File(path=Path("/etc/foro/nginx.conf"), text=_nginx(machine.host))
    return File(path=Path("/etc/foro/Caddyfile"), text=caddyfile(machine.host, version=machine.proxy_version))


def proxy_steps(machine: Machine) -> tuple[str, ...]:
    """What an administrator types for the proxy, once."""
    if machine.proxy == "nginx":
        return (
            "ln -s /etc/foro/nginx.conf /etc/nginx/sites-enabled/foro",
            f"certbot --nginx -d {machine.host}",
        )
    return ("echo 'import /etc/foro/Caddyfile' > /etc/caddy/Caddyfile && systemctl reload caddy",)


def caddyfile(host: str, *, version: tuple[int, ...] = (), to: str = ADDRESS) -> str:
    """Caddy, which gets its certificate by itself. An unknown version is taken for a new one."""
    buffering = "buffer_requests" if version and version < NAMED_ANEW else f"request_buffers {LARGEST}MiB"
    return f"""\
{host} {{
	request_body {{
		max_size {LARGEST}MiB
	}}
	reverse_proxy {to} {{
		# The site answers one request after the other: it gets each when it is whole.
		{buffering}
	}}
}}
"""


def _nginx(host: str) -> str:
    return f"""\
server {{
    listen 80;
    listen [::]:80;
    server_name {host};
    client_max_body_size {LARGEST}m;

    location / {{
        proxy_pass http://{ADDRESS};
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_set_header X-Forwarded-Host $host;
        proxy_read_timeout 60s;
    }}
}}
"""
