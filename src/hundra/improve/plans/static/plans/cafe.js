// A table of a dialogue café, on a phone. Notes are kept on the phone until the server has them,
// and what others write is fetched every few seconds; what has not changed is not sent again.

const EVERY_MS = 2500;
const LONGEST_MS = 30000;
const OWN_SECONDS = 15 * 60;
const table = document.querySelector("[data-cafe-table]");

function storage() {
  try {
    return window.localStorage;
  } catch {
    return null; // Storage is switched off: what is written is sent at once or not at all.
  }
}

function kept(name, otherwise) {
  try {
    return JSON.parse(storage()?.getItem(name) ?? "null") ?? otherwise;
  } catch {
    return otherwise;
  }
}

function keep(name, value) {
  try {
    storage()?.setItem(name, JSON.stringify(value));
  } catch {
    // Full or switched off.
  }
}

function random() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function newKey() {
  const hex = random();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

if (table) {
  const here = window.location.pathname;
  const names = { phone: "kafe:telefon", waiting: `kafe:vantar:${here}`, own: `kafe:egna:${here}`, draft: `kafe:utkast:${here}` };
  const form = table.querySelector("[data-write]");
  const list = table.querySelector("[data-notes]");
  const unsent = table.querySelector("[data-waiting-notes]");
  const status = table.querySelector("[data-status]");
  let phone = kept(names.phone, "");
  if (!phone) keep(names.phone, (phone = random()));
  let waiting = kept(names.waiting, []);
  let sending = false;
  let etag = "";
  let wait = EVERY_MS;

  const tell = (text, wrong = false) => {
    if (!status) return;
    status.textContent = text;
    status.toggleAttribute("data-wrong", wrong);
  };

  const post = (address, fields) =>
    fetch(address, { method: "POST", headers: { "X-Part": "1" }, body: new URLSearchParams({ phone, ...fields }), cache: "no-store" });

  const whyOf = async (response) => {
    try {
      return (await response.json()).why ?? "";
    } catch {
      return "";
    }
  };

  // What waits to be sent ----------------------------------------------------------------------
  const showWaiting = () => {
    unsent.hidden = waiting.length === 0;
    unsent.replaceChildren(
      ...waiting.map((note) => {
        const item = document.createElement("li");
        item.className = "cafe-note";
        item.dataset.unsent = "";
        const text = document.createElement("p");
        text.textContent = note.text;
        const why = document.createElement("p");
        why.className = "quiet";
        why.textContent = note.why || table.dataset.waiting;
        item.append(text, why);
        return item;
      }),
    );
  };

  const setWaiting = (notes) => {
    waiting = notes;
    keep(names.waiting, waiting);
    showWaiting();
  };

  const send = async () => {
    if (sending || waiting.length === 0) return;
    sending = true;
    try {
      // One after the other, in the order they were written.
      for (const note of [...waiting]) {
        const response = await post(here, note);
        if (response.ok) {
          keep(names.own, [...kept(names.own, []), note.key].slice(-200));
          setWaiting(waiting.filter((one) => one.key !== note.key));
          tell("");
        } else {
          const why = await whyOf(response);
          setWaiting(waiting.map((one) => (one.key === note.key ? { ...one, why } : one)));
          tell(why, true);
          if (response.status === 429 || response.status >= 500) break;
        }
      }
    } catch {
      tell(table.dataset.waiting, true);
    } finally {
      sending = false;
    }
  };

  if (form) {
    const field = form.elements.text;
    if (!field.value) field.value = kept(names.draft, "");
    field.addEventListener("input", () => keep(names.draft, field.value));
    const theme = form.elements.theme;
    const chosen = kept("kafe:tema:" + here, "");
    if (theme && [...theme.options].some((option) => option.value === chosen)) theme.value = chosen;
    theme?.addEventListener("change", () => keep("kafe:tema:" + here, theme.value));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const text = field.value.trim();
      if (!text) return;
      setWaiting([...waiting, { key: newKey(), text, theme: theme?.value ?? "" }]);
      field.value = "";
      keep(names.draft, "");
      field.focus();
      await send();
      await look();
    });
  }

  // What the table has written -----------------------------------------------------------------
  const markOwn = () => {
    const own = new Set(kept(names.own, []));
    for (const item of list.querySelectorAll("[data-note]")) {
      const isNew = Date.now() / 1000 - Number(item.dataset.at) < OWN_SECONDS;
      if (form && own.has(item.dataset.note) && isNew) addChange(item);
    }
  };

  const button = (text, variant, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "ds-button";
    made.dataset.variant = variant;
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };

  const addChange = (item) => {
    const row = document.createElement("p");
    row.className = "cafe-own";
    row.append(button(table.dataset.change, "tertiary", () => edit(item, row)));
    item.append(row);
  };

  const edit = (item, row) => {
    const text = item.querySelector("[data-text]");
    const field = document.createElement("textarea");
    field.className = "ds-input";
    field.maxLength = 1000;
    field.rows = 3;
    field.value = text.textContent;
    field.setAttribute("aria-label", table.dataset.change);
    item.dataset.editing = "";
    text.replaceWith(field);
    field.focus();
    const save = async () => {
      try {
        const response = await post(`${here}${item.dataset.note}/`, { text: field.value });
        if (!response.ok) return tell(await whyOf(response), true);
      } catch {
        return tell(table.dataset.waiting, true);
      }
      delete item.dataset.editing;
      await look();
      return tell("");
    };
    const leave = () => {
      delete item.dataset.editing;
      etag = "";
      look();
    };
    row.replaceChildren(button(table.dataset.save, "secondary", save), button(table.dataset.cancel, "tertiary", leave));
  };

  const look = async () => {
    const isChanged = () => list.querySelector("[data-editing]"); // That is not taken away.
    if (isChanged()) return;
    const headers = { "X-Part": "1", ...(etag && { "If-None-Match": etag }) };
    const response = await fetch(here, { headers, cache: "no-store" });
    if (response.status === 200) {
      const box = document.createElement("template");
      box.innerHTML = await response.text();
      if (isChanged()) return; // It was begun meanwhile.
      etag = response.headers.get("ETag") ?? "";
      list.replaceChildren(box.content);
      markOwn();
      if (form && list.querySelector("[data-is-closed]")) tell(table.dataset.closed, true);
    }
    if (!response.ok && response.status !== 304) throw new Error("no answer");
  };

  const go = async () => {
    try {
      await send();
      await look();
      wait = EVERY_MS;
    } catch {
      wait = Math.min(wait * 2, LONGEST_MS);
    }
    setTimeout(go, wait);
  };

  window.addEventListener("online", send);
  showWaiting();
  markOwn();
  setTimeout(go, EVERY_MS);
}
