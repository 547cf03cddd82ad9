// The café for who leads it: what the tables write shows by itself; ticks and focus stay.

const EVERY_MS = 4000;
const LONGEST_MS = 30000;
const page = document.querySelector("[data-cafe-lead]");

if (page) {
  const part = (name, from = page) => from.querySelector(`[data-${name}]`);
  const wall = part("wall");
  let etag = "";
  let wait = EVERY_MS;

  const show = (html) => {
    const box = document.createElement("template");
    box.innerHTML = html;
    const ticked = new Set([...wall.querySelectorAll(":checked")].map((one) => one.value));
    const focused = wall.contains(document.activeElement) ? document.activeElement.value : null;
    wall.replaceChildren(...part("wall", box.content).childNodes);
    for (const one of wall.querySelectorAll("[name=note]")) {
      one.checked = ticked.has(one.value);
      if (one.value === focused) one.focus({ preventScroll: true });
    }
    part("counts").replaceChildren(...part("counts", box.content).childNodes);
    part("tools").hidden = !wall.querySelector("[name=note]");
  };

  const look = async () => {
    const headers = { "X-Part": "1", ...(etag && { "If-None-Match": etag }) };
    const response = await fetch(window.location.pathname, { headers, cache: "no-store" });
    if (response.status === 304) return;
    if (!response.ok) throw new Error("no answer");
    etag = response.headers.get("ETag") ?? "";
    show(await response.text());
  };

  const go = async () => {
    try {
      await look();
      wait = EVERY_MS;
    } catch {
      wait = Math.min(wait * 2, LONGEST_MS);
    }
    setTimeout(go, wait);
  };

  setTimeout(go, EVERY_MS);
}
