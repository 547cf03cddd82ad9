"""What is done in the background."""

from procrastinate.contrib.django import app


@app.task(name="knowledge.index", lock="knowledge.index", queue="knowledge")
def index(articles: list[int]) -> None:
    """Brings search up to date with the articles."""
