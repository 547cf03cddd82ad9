"""Full-size fillings by bulk loading: the same rows as the services write, without their mails.

Used by `hundra demo --scale large` and by the benchmarks.
"""

from hundra.config.demo.bulk.improvements import bulk_improvements
from hundra.config.demo.bulk.suggestions import bulk_suggestions

__all__ = ["bulk_improvements", "bulk_suggestions"]
