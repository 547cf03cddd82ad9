"""What may be kept and shown of people's answers without telling of a single one."""

from hundra.engines.disclosure.classes import Class, Record, classes_of

__all__ = ["Class", "Record", "classes_of"]
