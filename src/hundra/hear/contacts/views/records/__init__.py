"""Contacts that have been: the list, its search, each by itself, and those entered by hand."""
