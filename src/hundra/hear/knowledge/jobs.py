"""What is done in the background."""

from procrastinate.contrib.django import app

from hundra.hear.knowledge.finding import meaning
from hundra.hear.knowledge.services import checking, indexing, learning, reminding


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


@app.periodic(cron="20 6 * * *")
@app.task(name="knowledge.remind", queue="knowledge")
def remind(timestamp: int) -> None:
    """Tells those responsible what is to be looked through."""
    reminding.remind()


@app.periodic(cron="40 1 * * *")
@app.task(name="knowledge.check_links", queue="knowledge")
def check_links(timestamp: int) -> None:
    """Has each host's links followed in a job of its own."""
    for numbers in checking.collect_links():
        check_links_of_host.defer(numbers=numbers)


@app.task(name="knowledge.check_links_of_host", lock="knowledge.links", queue="knowledge")
def check_links_of_host(numbers: list[int]) -> None:
    """Follows links one at a time; one host at a time, so that other work is not held up."""
    checking.check_links(numbers)


@app.task(name="knowledge.check_upload")
def check_upload(*, upload: str) -> None:
    from hundra.hear.knowledge.services.importing import uploads

    uploads.check(upload)


@app.task(name="knowledge.take_in_upload", lock="knowledge.take_in")
def take_in_upload(*, upload: str) -> None:
    from hundra.hear.knowledge.services.importing import uploads

    uploads.take_in(upload)


@app.periodic(cron="17 * * * *")
@app.task(name="knowledge.forget_uploads")
def forget_uploads(timestamp: int) -> None:
    from hundra.hear.knowledge.services.importing import uploads

    uploads.forget_old()
