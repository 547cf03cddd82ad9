// Keeps the waiting room's screen up to date. What has not changed is not sent again.

const EVERY_MS = 2500;
const LONGEST_MS = 30000;
const room = document.querySelector("[data-room]");
let etag = "";
let wait = EVERY_MS;

const look = async () => {
  try {
    const headers = { "X-Part": "1", ...(etag && { "If-None-Match": etag }) };
    const response = await fetch(location.href, { headers, cache: "no-store" });
    if (response.status === 200) {
      etag = response.headers.get("ETag") ?? "";
      const box = document.createElement("template");
      box.innerHTML = await response.text();
      room.replaceChildren(box.content);
    }
    wait = response.ok || response.status === 304 ? EVERY_MS : Math.min(wait * 2, LONGEST_MS);
  } catch {
    wait = Math.min(wait * 2, LONGEST_MS);
  }
  setTimeout(look, wait);
};

setTimeout(look, EVERY_MS);
