"""Making a backup and restoring one."""

from forum.backups.service.encryption import new_key as new_key
from forum.backups.service.making import latest_backup as latest_backup
from forum.backups.service.making import make_backup as make_backup
from forum.backups.service.making import make_due as make_due
from forum.backups.service.restoring import restore_backup as restore_backup
