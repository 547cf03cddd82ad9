"""Telephone providers, behind the protocol of `hear.contacts.telephony`."""
