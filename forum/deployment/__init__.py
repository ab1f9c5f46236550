"""One Debian machine that serves the site: systemd units, proxy, settings, written by `forum install-service`.

`values` say what machine it is, `units`, `proxies` and `environment` are the texts of its files, `installing` writes
them and makes what they need, `commands` is what an administrator types. It knows nothing of the site but the names of
its settings.
"""
