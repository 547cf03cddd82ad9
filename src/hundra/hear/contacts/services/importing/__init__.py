"""Taking in contacts and cases from other systems."""

from hundra.hear.contacts.services.importing.mappings import Draft, drafted, remember
from hundra.hear.contacts.services.importing.running import import_contacts

__all__ = ["Draft", "drafted", "import_contacts", "remember"]
