"""Taking over the organisation from HR's files."""

from hundra.core.organisation.services.hr.files import HrFiles, SentFile

__all__ = ["HrFiles", "SentFile"]
