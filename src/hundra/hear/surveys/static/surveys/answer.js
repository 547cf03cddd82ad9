// What has been chosen so far is kept on this device only, so that an interruption loses nothing.
// It is forgotten when the answers have been sent.

const PREFIX = "svara:";

function storage() {
  try {
    return window.localStorage;
  } catch {
    return null; // Storage is switched off: the page works without.
  }
}

function keep(form, key) {
  const chosen = Object.fromEntries(new FormData(form));
  storage()?.setItem(key, JSON.stringify(chosen));
}

function bringBack(form, key) {
  let kept;
  try {
    kept = JSON.parse(storage()?.getItem(key) ?? "{}");
  } catch {
    return;
  }
  for (const [name, value] of Object.entries(kept)) {
    const field = form.elements[name];
    if (field instanceof RadioNodeList && !field.value) field.value = value;
    else if (field instanceof HTMLTextAreaElement && !field.value) field.value = value;
  }
}

function forget() {
  const kept = storage();
  if (!kept) return;
  for (const key of Object.keys(kept)) if (key.startsWith(PREFIX)) kept.removeItem(key);
}

const form = document.querySelector("[data-survey]");
if (form) {
  // The same questions in another language are the same link.
  const key = PREFIX + window.location.pathname.split("/").filter(Boolean).pop();
  bringBack(form, key);
  form.addEventListener("input", () => keep(form, key));
}
if (document.querySelector("[data-survey-done]")) forget();
