// Tells the server what was searched for and which hit was chosen: never who, cleaned of personal
// data there, and only when a search is done: 1.5 s after the last letter, at Enter, or when a
// hit is chosen. A person's refinements ("sop", "sopor", "sopor jul") are one search: they share a
// secret made here, which lives in this page and its place in the history; nothing is stored.
//
// The page says:
//   <div data-search-log="{% url 'note_search' %}">        inside: {% url 'note_search_inside' %}
//     <form …><input type="search" name="q">               data-search-door="embedded" in the box
//       <noscript><input type="hidden" name="utan-skript" value="1"></noscript></form>
//     <div data-search-words="sopor" data-search-hits="7" data-search-language="sv">
//       <a href="…" data-article="12" data-rank="1">…</a>  every link to a hit, rank from 1
//     </div>
//   </div>
// `data-search-words` stands on what the server answered with (also with no hits), and may be
// swapped in by htmx. It is left out, or empty, where nothing has been searched for.
// A search sent with `utan-skript` is noted by the server: views.learning.noting.note_plain_search.

const PAUSE = 1500;
const CARRIED = "sokning"; // The parameter that carries the secret to the page of hits.
const WITHOUT_SCRIPT = "utan-skript";

const newSecret = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};
const plain = (words) => words.trim().toLowerCase().replace(/\s+/g, " ");
const refines = (one, other) => one.startsWith(other) || other.startsWith(one);

class Log {
  constructor(root) {
    this.root = root;
    this.timer = undefined;
    this.secret = "";
    this.noted = ""; // The words last told of with the secret.
    this.chosen = false;
    this.recall();
    new MutationObserver(() => this.changed()).observe(root, { childList: true, subtree: true });
    root.addEventListener("click", (event) => this.clicked(event));
    root.addEventListener("auxclick", (event) => this.clicked(event));
    document.addEventListener("submit", (event) => this.submitted(event));
    if (this.shown()) this.note();
  }

  // What is shown now, or null.
  shown() {
    const hits = this.root.querySelector("[data-search-words]");
    const words = hits?.dataset.searchWords.trim();
    if (!words) return null;
    return { words, hits: hits.dataset.searchHits ?? "0", language: hits.dataset.searchLanguage ?? "" };
  }

  // Goes on with the search that led here, so that it is not counted twice.
  recall() {
    const address = new URL(location.href);
    const carried = address.searchParams.get(CARRIED) ?? "";
    if (carried) {
      address.searchParams.delete(CARRIED);
      history.replaceState(history.state, "", address);
      this.secret = carried;
    }
    const kept = history.state?.search;
    if (kept) Object.assign(this, kept);
    const shown = this.shown();
    // The server has told of it already.
    if (shown && address.searchParams.has(WITHOUT_SCRIPT)) this.noted = plain(shown.words);
  }

  keep() {
    const search = { secret: this.secret, noted: this.noted, chosen: this.chosen };
    history.replaceState({ ...history.state, search }, "");
  }

  changed() {
    clearTimeout(this.timer);
    const shown = this.shown();
    if (shown && plain(shown.words) !== this.noted) this.timer = setTimeout(() => this.note(), PAUSE);
  }

  note(choice = {}) {
    clearTimeout(this.timer);
    const shown = this.shown();
    if (!shown) return;
    const words = plain(shown.words);
    if (words === this.noted && !choice.article) return;
    if (!this.secret || (this.noted && words !== this.noted && (this.chosen || !refines(words, this.noted)))) {
      this.secret = newSecret();
      this.chosen = false;
    }
    this.noted = words;
    this.chosen ||= Boolean(choice.article);
    this.keep();
    const door = this.root.dataset.searchDoor ?? "";
    navigator.sendBeacon(this.root.dataset.searchLog, new URLSearchParams({ ...shown, ...choice, door, secret: this.secret }));
  }

  clicked(event) {
    const link = event.target instanceof Element ? event.target.closest("a[data-article]") : null;
    if (!link || event.button > 1) return;
    this.note({ article: link.dataset.article, rank: link.dataset.rank ?? "" });
  }

  // A form that leads to another page carries the secret there, if it asks for the same thing.
  submitted(event) {
    const form = event.target;
    if (!this.root.contains(form)) return;
    const asked = form.querySelector('input[type="search"]');
    if (event.defaultPrevented) {
      if (asked && plain(this.shown()?.words ?? "") === plain(asked.value)) this.note();
      return;
    }
    if (!asked || !this.secret || this.chosen || !refines(plain(asked.value), this.noted)) return;
    const carrier = form.querySelector(`input[name="${CARRIED}"]`) ?? document.createElement("input");
    Object.assign(carrier, { type: "hidden", name: CARRIED, value: this.secret });
    form.append(carrier);
  }
}

const begin = () => {
  for (const root of document.querySelectorAll("[data-search-log]")) new Log(root);
};
if (document.prerendering) document.addEventListener("prerenderingchange", begin, { once: true });
else begin();
