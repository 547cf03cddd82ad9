"""Editors: lists, drafts, approval, history, topics, details."""

from django.urls import URLPattern, path

from hundra.hear.knowledge.views.editing import articles, files, reviewing, revisions, writing

BASE = "arbete/kunskap/redigera/"
ARTICLE = f"{BASE}<int:pk>/"
TEXT = f"{ARTICLE}sprak/<slug:language>/"

urlpatterns: list[URLPattern] = [
    path(BASE, articles.articles, name="editing_articles"),
    path(f"{BASE}ny/", articles.new_article, name="editing_new"),
    path(f"{BASE}personer/", articles.people, name="editing_people"),
    path(f"{BASE}klistra/", writing.paste, name="editing_paste"),
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
