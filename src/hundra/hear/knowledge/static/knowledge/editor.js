// The editor of an article: marks by buttons and keys, and what is pasted cleaned by the server.

const form = document.getElementById("editor");
const field = form.querySelector("textarea[name=body]");
const toolbar = form.querySelector(".toolbar");
const status = form.querySelector("[data-said]");
const buttons = [...toolbar.querySelectorAll("button")];

const say = (text) => { status.textContent = ""; requestAnimationFrame(() => { status.textContent = text; }); };
const edited = () => form.dispatchEvent(new CustomEvent("edited"));

// Puts the text in place of what is chosen. The browser's own command, so that undo works.
function put(text, from = field.selectionStart, to = field.selectionEnd) {
  field.focus();
  field.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, from, to, "end");
    edited();
  }
}

const chosen = () => field.value.slice(field.selectionStart, field.selectionEnd);

function lines() {
  const from = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const end = field.value.indexOf("\n", field.selectionEnd);
  return [from, end < 0 ? field.value.length : end];
}

// Begins each chosen line with a mark, or takes the mark away where all have it.
function markLines(mark, pattern) {
  const [from, to] = lines();
  const old = field.value.slice(from, to).split("\n");
  const all = old.every((line) => pattern.test(line));
  const made = old.map((line, at) => {
    const bare = line.replace(pattern, "");
    return all ? bare : mark(at) + bare;
  });
  const text = made.join("\n");
  put(text, from, to);
  field.setSelectionRange(from + (old.length > 1 ? 0 : text.length), from + text.length);
}

function bold() {
  const text = chosen();
  const from = field.selectionStart;
  if (/^\*\*[^]*\*\*$/.test(text)) {
    put(text.slice(2, -2));
    return;
  }
  put(`**${text}**`);
  field.setSelectionRange(from + 2, from + 2 + text.length);
}

function link(words) {
  const text = chosen() || words;
  const from = field.selectionStart;
  put(`[${text}](https://)`);
  const address = from + text.length + 3;
  field.setSelectionRange(address, address + "https://".length);
}

// A block of its own: with an empty line before and after.
function block(text) {
  const before = field.value.slice(0, field.selectionStart);
  const start = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  put(`${start}${text}\n\n`);
}

function table(words) {
  const names = words.split("|");
  block(`| ${names.join(" | ")} |\n| ${names.map(() => "---").join(" | ")} |\n| ${names.map(() => " ").join(" | ")} |`);
}

function picture() {
  const place = document.getElementById("files-title");
  place.querySelector(".upload").open = true;
  (place.querySelector("[data-insert]") ?? place.querySelector("summary")).focus();
  place.scrollIntoView({ block: "center" });
}

const marks = {
  heading: () => markLines(() => "## ", /^#{1,6} /),
  bold,
  list: () => markLines(() => "- ", /^[-*] /),
  numbers: () => markLines((at) => `${at + 1}. `, /^\d+\. /),
  link: (button) => link(button.dataset.words),
  table: (button) => table(button.dataset.words),
  picture,
};
const mark = (name) => marks[name](buttons.find((button) => button.dataset.mark === name));

// The toolbar is one stop for Tab; arrows move within it (WAI-ARIA, toolbar).
toolbar.hidden = false;
buttons.forEach((button, at) => { button.tabIndex = at ? -1 : 0; });
toolbar.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) mark(button.dataset.mark);
});
toolbar.addEventListener("keydown", (event) => {
  const at = buttons.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const next = buttons[(to + buttons.length) % buttons.length];
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
});

field.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey)) return;
  const key = event.altKey ? `alt-${event.code}` : event.shiftKey ? `shift-${event.code}` : event.key.toLowerCase();
  const name = { b: "bold", k: "link", "alt-Digit2": "heading", "shift-Digit8": "list", "shift-Digit7": "numbers" }[key];
  if (!name) return;
  event.preventDefault();
  mark(name);
});

// Enter goes on with a list, and ends it on an empty item.
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  if (field.selectionStart !== field.selectionEnd) return;
  const from = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const found = /^(\s*)([-*]|(\d+)\.) (.*)$/.exec(field.value.slice(from, field.selectionStart));
  if (!found) return;
  event.preventDefault();
  if (!found[4]) put("", from, field.selectionStart);
  else put(`\n${found[1]}${found[3] ? `${Number(found[3]) + 1}.` : found[2]} `);
});

// Paste: the clipboard's HTML becomes Markdown on the server; without an answer, the plain text.
field.addEventListener("paste", async (event) => {
  const html = event.clipboardData.getData("text/html");
  if (!html) return;
  const plain = event.clipboardData.getData("text/plain");
  event.preventDefault();
  const { selectionStart, selectionEnd } = field;
  let text = plain;
  try {
    const body = new URLSearchParams({ html, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    const answer = await fetch(form.dataset.paste, { method: "POST", body, signal: AbortSignal.timeout(5000) });
    if (answer.ok) text = (await answer.text()) || plain;
  } catch { /* The plain text stands. */ }
  put(text, selectionStart, selectionEnd);
  say(status.dataset.pasted);
});

// Pictures -----------------------------------------------------------------------------------
const showInserts = () => { for (const button of form.querySelectorAll("[data-insert]")) button.hidden = false; };
showInserts();
document.addEventListener("htmx:afterSettle", showInserts);
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  if (!button) return;
  block(button.dataset.insert);
  button.closest("li").querySelector("input").checked = true;
  say(status.dataset.inserted);
});

// Rows that were moved about change the preview as typing does.
document.addEventListener("htmx:afterSettle", (event) => {
  if (["rows", "files"].includes(event.target.id)) edited();
});

// Ctrl+S saves. Leaving with something unsaved asks first.
let unsaved = Boolean(form.querySelector("[data-error-summary]"));
form.addEventListener("input", () => { unsaved = true; });
form.addEventListener("submit", () => { unsaved = false; });
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
form.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    form.requestSubmit(form.querySelector(".editor-actions [value=save]"));
  }
});
