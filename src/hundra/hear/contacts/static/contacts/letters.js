// A reply that is being written stays in the browser until it is sent; answers are put into it.

const KEPT_MS = 24 * 60 * 60 * 1000;
const form = document.querySelector("[data-reply]");
const text = form?.querySelector("textarea[name=text]");

const read = (name) => {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
};

const write = (name, value) => {
  try {
    if (value) localStorage.setItem(name, JSON.stringify(value));
    else localStorage.removeItem(name);
  } catch {
    // Without a place to keep it the letter is only on the page.
  }
};

const forgetOld = () => {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith("letter-") && !(read(name)?.at > Date.now() - KEPT_MS)) write(name, null);
  }
};

const keepDraft = () => {
  const name = `letter-${form.dataset.reply}`;
  const key = form.elements.key.value;
  const draft = read(name);
  // Sent with another form, and this is a new one: it went through.
  if (draft?.sent && draft.key !== key) write(name, null);
  else if (draft?.text && !text.value) {
    text.value = draft.text;
    form.querySelector("[data-restored]").hidden = false;
  }
  const keep = (sent) =>
    write(name, text.value ? { text: text.value, key, sent, at: Date.now() } : null);
  text.addEventListener("input", () => keep(false));
  form.addEventListener("submit", () => keep(true));
};

const insert = (button) => {
  const answer = button.closest("details").querySelector("[data-text]").textContent.trim();
  const start = text.selectionStart;
  const before = text.value.slice(0, start);
  const gap = before && !before.endsWith("\n\n") ? "\n\n" : "";
  text.setRangeText(`${gap}${answer}\n\n`, start, text.selectionEnd, "end");
  form.elements.article.value = button.dataset.insert;
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
};

if (text) {
  forgetOld();
  keepDraft();
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (button) insert(button);
  });
}
