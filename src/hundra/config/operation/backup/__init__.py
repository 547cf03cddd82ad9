"""A backup: the whole database and all that was uploaded, in one file that checks itself."""

from hundra.config.operation.backup.archive import Manifest, read_manifest
from hundra.config.operation.backup.restoring import restore
from hundra.config.operation.backup.writing import back_up

__all__ = ["Manifest", "back_up", "read_manifest", "restore"]
