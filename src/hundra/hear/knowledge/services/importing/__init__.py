"""Articles taken in from files: Markdown with front matter, tables, pages of an old intranet."""

from hundra.hear.knowledge.services.importing.options import ImportOptions
from hundra.hear.knowledge.services.importing.report import FileReport, ImportReport, Outcome
from hundra.hear.knowledge.services.importing.running import import_knowledge

__all__ = ["FileReport", "ImportOptions", "ImportReport", "Outcome", "import_knowledge"]
