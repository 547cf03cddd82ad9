"""What is done in the background."""

from procrastinate.contrib.django import app

from hundra.hear.knowledge.finding import meaning
from hundra.hear.knowledge.services import indexing, learning


@app.task(name="knowledge.index", lock="knowledge.index", queue="knowledge")
def index(articles: list[int]) -> None:
    """Brings search up to date with the articles: first by their words, then by their meaning."""
    indexing.index_words(articles)
    if meaning.is_on():
        index_meaning.defer(articles=articles)


@app.task(name="knowledge.index_meaning", lock="knowledge.index_meaning", queue="knowledge")
def index_meaning(articles: list[int]) -> None:
    """What the articles mean, which takes longer."""
    indexing.index_meaning(articles, meaning.embedder())


@app.periodic(cron="7 0 * * *")
@app.task(name="knowledge.refresh_index", queue="knowledge")
def refresh_index(timestamp: int) -> None:
    """Takes out what went out of sight at midnight, and puts in what was missed."""
    indexing.request_index_of(indexing.out_of_date())


@app.periodic(cron="*/10 * * * *")
@app.task(name="knowledge.count_use", queueing_lock="knowledge.count_use", queue="knowledge")
def count_use(timestamp: int) -> None:
    """Counts what searches, openings and verdicts come to, for the editors' pages."""
    learning.count_use()
    learning.place_groups()
