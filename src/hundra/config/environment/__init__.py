"""The environment, read once and validated with all faults listed together."""

from hundra.config.environment.reading import Environment, InvalidEnvironment, read_environment
from hundra.config.environment.values import Oidc, Saml

__all__ = ["Environment", "InvalidEnvironment", "Oidc", "Saml", "read_environment"]
