// Tells the server that an article was opened: that it was, by which door, and nothing about who.
// Only pages that run this are counted, once each: no robots that just fetch, no reloads, no
// steps back, and no page that was fetched beforehand and never looked at.
//   <div data-article-use="{% url 'note_article_use' article.pk %}" data-language="sv">

const MOST_OFTEN = "navigate";

const count = () => {
  const visit = performance.getEntriesByType("navigation")[0]?.type ?? MOST_OFTEN;
  if (visit !== MOST_OFTEN) return;
  for (const shown of document.querySelectorAll("[data-article-use]")) {
    const fields = new URLSearchParams({ language: shown.dataset.language ?? "" });
    navigator.sendBeacon(shown.dataset.articleUse, fields);
  }
};
const whenSeen = () => {
  if (document.visibilityState === "visible") count();
  else document.addEventListener("visibilitychange", whenSeen, { once: true });
};
if (document.prerendering) document.addEventListener("prerenderingchange", whenSeen, { once: true });
else whenSeen();
