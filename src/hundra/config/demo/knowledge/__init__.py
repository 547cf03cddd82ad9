"""The demo's knowledge: articles that two editors wrote and approved over two years, their use."""

from hundra.config.demo.knowledge.lives import plan_knowledge
from hundra.config.demo.knowledge.paths import create_paths
from hundra.config.demo.knowledge.use import create_use

__all__ = ["create_paths", "create_use", "plan_knowledge"]
