// Words of a case are marked one by one, by mouse or keyboard. Without this, whole parts can be
// marked by their boxes, and words written in the field below.

const form = document.querySelector("[data-marking]");
if (form) begin(form);

function begin(form) {
  const field = form.elements.marks;
  const given = read(field.value);
  for (const part of form.querySelectorAll("[data-part]")) split(part, given.get(part.dataset.part) || []);
  form.addEventListener("click", (event) => clicked(event, field));
  form.addEventListener("keydown", (event) => pressed(event, field));
}

function read(text) {
  const found = new Map();
  for (const mark of text.split(",").filter(Boolean)) {
    const [part, span] = mark.split(":");
    const [start, end] = span.split("-").map(Number);
    if (!found.has(part)) found.set(part, []);
    found.get(part).push([start, end]);
  }
  return found;
}

// The text's words become elements; places are counted in characters as the server counts them.
function split(part, spans) {
  const text = part.textContent;
  part.textContent = "";
  part.setAttribute("role", "group");
  part.setAttribute("aria-label", part.dataset.label);
  let place = 0;
  let first = true;
  for (const stretch of text.split(/(\s+)/u)) {
    const length = [...stretch].length;
    if (stretch.trim()) {
      const word = document.createElement("span");
      word.className = "word";
      word.textContent = stretch;
      word.dataset.start = place;
      word.dataset.end = place + length;
      word.setAttribute("role", "checkbox");
      word.tabIndex = first ? 0 : -1;
      first = false;
      const from = place;
      set(word, spans.some(([start, end]) => start < from + length && end > from));
      part.append(word);
    } else {
      part.append(stretch);
    }
    place += length;
  }
}

function set(word, marked) {
  word.setAttribute("aria-checked", String(marked));
}

function isMarked(word) {
  return word.getAttribute("aria-checked") === "true";
}

function words(word) {
  return [...word.parentElement.querySelectorAll(".word")];
}

function focus(word) {
  for (const other of words(word)) other.tabIndex = other === word ? 0 : -1;
  word.focus();
}

let latest = null;

function clicked(event, field) {
  const word = event.target.closest(".word");
  if (!word) return;
  const all = words(word);
  if (event.shiftKey && latest && latest.parentElement === word.parentElement) {
    const [from, to] = [all.indexOf(latest), all.indexOf(word)].sort((a, b) => a - b);
    for (const one of all.slice(from, to + 1)) set(one, true);
  } else {
    set(word, !isMarked(word));
  }
  latest = word;
  focus(word);
  write(field);
}

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function pressed(event, field) {
  const word = event.target.closest(".word");
  if (!word) return;
  const all = words(word);
  const here = all.indexOf(word);
  let next = null;
  if (event.key in STEPS) next = all[here + STEPS[event.key]];
  else if (event.key === "Home") next = all[0];
  else if (event.key === "End") next = all[all.length - 1];
  else if (event.key === " " || event.key === "Enter") set(word, !isMarked(word));
  else return;
  event.preventDefault();
  if (next) {
    if (event.shiftKey) {
      set(word, true);
      set(next, true);
    }
    focus(next);
  }
  latest = next || word;
  write(field);
}

function write(field) {
  const marks = [];
  for (const part of form.querySelectorAll("[data-part]")) {
    for (const word of part.querySelectorAll('.word[aria-checked="true"]')) {
      marks.push(`${part.dataset.part}:${word.dataset.start}-${word.dataset.end}`);
    }
  }
  field.value = marks.join(",");
}
