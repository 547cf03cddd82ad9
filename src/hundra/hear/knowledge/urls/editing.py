"""Editors: lists, drafts, approval, history, topics, details."""

from django.urls import URLPattern, path

from hundra.hear.knowledge.views.editing import (
    articles,
    files,
    films,
    reviewing,
    revisions,
    topics,
    writing,
)

BASE = "arbete/kunskap/redigera/"
REASON = f"{BASE}kontaktorsaker/<int:pk>/"
ARTICLE = f"{BASE}<int:pk>/"
TEXT = f"{ARTICLE}sprak/<slug:language>/"

urlpatterns: list[URLPattern] = [
    path(BASE, articles.articles, name="editing_articles"),
    path(f"{BASE}ny/", articles.new_article, name="editing_new"),
    path(f"{BASE}personer/", articles.people, name="editing_people"),
    path(f"{BASE}klistra/", writing.paste, name="editing_paste"),
    path(f"{BASE}amnen/", topics.topics, name="editing_topics"),
    path(f"{BASE}amnen/nytt/", topics.topic, name="editing_topic_new"),
    path(f"{BASE}amnen/<int:pk>/", topics.topic, name="editing_topic"),
    path(f"{BASE}amnen/<int:pk>/flytta/", topics.move_topic, name="editing_topic_move"),
    path(f"{BASE}amnen/<int:pk>/ta-bort/", topics.remove_topic, name="editing_topic_remove"),
    path(f"{BASE}kontaktorsaker/", topics.reasons, name="editing_reasons"),
    path(f"{BASE}kontaktorsaker/<int:pk>/", topics.reason, name="editing_reason"),
    path(
        f"{BASE}kontaktorsaker/<int:pk>/ta-bort/",
        topics.remove_reason,
        name="editing_reason_remove",
    ),
    path(f"{BASE}filmer/", films.films, name="editing_films"),
    path(f"{BASE}filmer/ny/", films.film, name="editing_film_new"),
    path(f"{BASE}filmer/<int:pk>/", films.film, name="editing_film"),
    path(f"{BASE}filmer/<int:pk>/visa/", films.publish, name="editing_film_publish"),
    path(f"{BASE}filmer/<int:pk>/dolj/", films.hide, name="editing_film_hide"),
    path(f"{BASE}filmer/<int:pk>/<slug:part>/", films.part, name="editing_film_part"),
    path(ARTICLE, articles.article, name="editing_article"),
    path(f"{ARTICLE}uppgifter/", articles.details, name="editing_details"),
    path(f"{ARTICLE}dra-tillbaka/", articles.withdraw, name="editing_withdraw"),
    path(f"{ARTICLE}gor/<slug:what>/", articles.act, name="editing_act"),
    path(f"{ARTICLE}oversatt/", writing.translate, name="editing_translate"),
    path(f"{ARTICLE}filer/", files.files, name="editing_files"),
    path(f"{ARTICLE}filer/<int:file>/", files.file, name="editing_file"),
    path(f"{ARTICLE}filer/<int:file>/beskriv/", files.describe, name="editing_file_describe"),
    path(f"{ARTICLE}filer/<int:file>/ta-bort/", files.remove, name="editing_file_remove"),
    path(TEXT, writing.text, name="editing_text"),
    path(f"{TEXT}forhandsvisning/", writing.preview, name="editing_preview"),
    path(f"{TEXT}slang/", writing.discard, name="editing_discard"),
    path(f"{TEXT}granska/", reviewing.review, name="editing_review"),
    path(f"{TEXT}granska/godkann/", reviewing.approve, name="editing_approve"),
    path(f"{TEXT}granska/skicka-tillbaka/", reviewing.send_back, name="editing_send_back"),
    path(f"{TEXT}historik/", revisions.history, name="editing_history"),
    path(f"{TEXT}historik/<int:number>/", revisions.revision, name="editing_revision"),
    path(f"{TEXT}historik/<int:number>/aterstall/", revisions.restore, name="editing_restore"),
    path(f"{TEXT}sedan-dess/", revisions.since, name="editing_since"),
]
