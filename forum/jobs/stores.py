"""Where waiting jobs are kept: an SQLite file, PostgreSQL or Redis, by one setting."""

from pathlib import Path

from huey import MemoryHuey, PostgresHuey, RedisHuey, SqliteHuey
from huey.api import Huey
from huey.serializer import SignedSerializer

from forum.core.data_files import private_file, private_folder
from forum.settings import Settings, UnsafeSettings

QUEUE = "foro"
FILE = "jobs.sqlite"
# A change is saved before its job is added: whoever made it need not wait long for a store that does not answer.
PATIENCE_S = 2


def open_store(settings: Settings) -> Huey:
    """The queue these settings name. Its entries are signed with our key: nobody else can add jobs.

    Raises:
        UnsafeSettings: the address names no store we know.
    """
    common = {"results": False, "serializer": SignedSerializer(secret=settings.secret_key, salt="foro.jobs")}
    if settings.testing:
        return MemoryHuey(QUEUE, **common)
    if settings.jobs_url is None:
        return SqliteHuey(QUEUE, filename=str(_file(settings)), fsync=False, timeout=PATIENCE_S, **common)
    scheme = settings.jobs_url.split(":", 1)[0]
    if scheme.startswith("postgresql"):
        return PostgresHuey(
            QUEUE, dsn=settings.jobs_url.replace(scheme, "postgresql", 1), connect_timeout=PATIENCE_S, **common
        )
    if scheme in {"redis", "rediss"}:
        mark = "&" if "?" in settings.jobs_url else "?"
        return RedisHuey(QUEUE, url=f"{settings.jobs_url}{mark}socket_connect_timeout={PATIENCE_S}", **common)
    raise UnsafeSettings(f"FORO_JOBS_URL must start with postgresql:// or redis://, not {scheme}://.")


def _file(settings: Settings) -> Path:
    private_folder(settings.data_dir)
    path = settings.data_dir / FILE
    private_file(path)
    return path
