"""Scales: from what people answered to indices between 0 and 100, with what chance could make."""

from hundra.engines.psychometrics.indices import index_value, scale_score
from hundra.engines.psychometrics.means import Mean, Moments, mean_of, moments_of

__all__ = ["Mean", "Moments", "index_value", "mean_of", "moments_of", "scale_score"]
