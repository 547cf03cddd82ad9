// Reading and searching: all of it works without this; here it becomes quicker by keyboard.

const box = document.querySelector("#ask-words");
const typing = (element) => element instanceof Element
  && (element.matches("input, textarea, select") || element.isContentEditable);
const hits = () => [...document.querySelectorAll("#svar [data-hit]")];

// "/" goes to the box, Escape back to it from an answer ------------------------------------------
document.addEventListener("keydown", (event) => {
  if (!box || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === "/" && !typing(event.target)) {
    event.preventDefault();
    box.focus();
    box.select();
  } else if (event.key === "Escape" && event.target.closest?.("[data-hit]")) {
    event.preventDefault();
    box.focus();
  }
});

// Arrows move between the box and the answers found -------------------------------------------------
document.addEventListener("keydown", (event) => {
  if (!box || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const found = hits();
  const at = found.indexOf(event.target.closest?.("[data-hit]"));
  if (at < 0 && event.target !== box) return;
  const next = at + (event.key === "ArrowDown" ? 1 : -1);
  if (!found.length || next >= found.length || (at < 0 && next < 0 && event.key === "ArrowUp")) return;
  event.preventDefault();
  (next < 0 ? box : found[next]).focus();
});

// A later answer to what was typed takes the focus from nobody who has gone on to an answer ----------
let held = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "svar") return;
  held = document.activeElement?.closest("#svar [data-hit]")?.getAttribute("href");
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "svar" || !held) return;
  (hits().find((hit) => hit.getAttribute("href") === held) ?? box)?.focus();
  held = null;
});

// The spoken answer can be copied into a mail or chat ------------------------------------------------
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  const words = button.querySelector("span");
  const before = words.textContent;
  words.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).innerText);
    words.textContent = button.dataset.copied;
    setTimeout(() => { words.textContent = before; }, 2500);
  });
}

// Too many searches at once: the sentence that says so is shown like any other answer -----------------
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 429) event.detail.shouldSwap = true;
});
