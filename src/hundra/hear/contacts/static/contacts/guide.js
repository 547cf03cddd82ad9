// The guide's page: rings within a second, is worked by keyboard, and never loses what is typed.
// Without this script every step is a form that works by itself.

import { hush, ring } from "./guide-ring.js";
import { forms, takeIn } from "./guide-parts.js";

const page = document.getElementById("guide");
const texts = page.dataset;
const byId = (id) => document.getElementById(id);
const words = byId("guide-words");
const worker = new Worker(texts.worker);

const cards = () => [...document.querySelectorAll("#guide-hand [data-contact]:not([data-gone])")];
const ringing = () => cards().find((card) => card.dataset.state === "offered");
// What the keys are about: where the focus is, else what is open, else what comes first.
const current = () =>
  document.activeElement?.closest("[data-contact]:not([data-gone])") ??
  cards().find((card) => card.open && card.querySelector("[data-register]")) ??
  cards().find((card) => card.querySelector("[data-register]"));

// How long ------------------------------------------------------------------------------------
const passed = (since) => {
  const seconds = Math.max(0, Math.floor((Date.now() - new Date(since)) / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return (parts[0] ? parts : parts.slice(1)).map((one, place) => (place ? String(one).padStart(2, "0") : one)).join(":");
};
const count = () => {
  for (const time of document.querySelectorAll("time[data-since]")) {
    if (time.dataset.since) time.textContent = passed(time.dataset.since);
  }
};
setInterval(count, 1000);
count();

// What the server says ----------------------------------------------------------------------------
const made = (part) => {
  window.htmx?.process(part);
  count();
};
const trouble = (text) => {
  const shown = byId("guide-trouble");
  shown.hidden = !text;
  if (shown.textContent !== text) shown.textContent = text;
};
const took = (html) => {
  const planned = byId("guide-day").dataset.key;
  const came = takeIn(html, { gone: texts.gone, made });
  const day = byId("guide-day");
  if (day.dataset.key !== planned && day.dataset.key) {
    day.dataset.new = "";
    byId("guide-announce").textContent = `${texts.day}: ${day.dataset.key}`;
  }
  worker.postMessage({ forms: forms() });
  const rings = ringing();
  if (rings) ring(rings.dataset.announce);
  else hush();
  const told = came.find((card) => card.dataset.state === "offered");
  if (told) byId("guide-announce").textContent = `${texts.rings}: ${told.dataset.announce}`;
};

worker.addEventListener("message", ({ data }) => {
  if (data.kind === "parts") took(data.html);
  trouble({ lost: texts.lost, out: texts.out }[data.kind] ?? "");
});
worker.postMessage({ address: new URL(texts.poll, location.href).href, mark: texts.mark, forms: forms() });
if (ringing()) ring(ringing().dataset.announce);

// A card that is opened gets its form then: with twenty at hand they would weigh down every answer.
const open = async (card) => {
  const address = new URL(texts.poll, location.href);
  address.searchParams.set("oppen", card.dataset.contact);
  const answer = await fetch(address, { headers: { "X-Forms": forms() }, redirect: "manual" }).catch(() => undefined);
  if (answer?.ok) took(await answer.text());
};
byId("guide-hand").addEventListener(
  "toggle",
  ({ target }) => {
    const lacks = target.querySelector(':scope > .held-form[data-key="none"]');
    if (target.dataset.contact && target.open && target.dataset.state !== "offered" && lacks) open(target);
  },
  true,
);

// Steps -----------------------------------------------------------------------------------------
const send = async (form, button) => {
  const body = new FormData(form);
  if (button?.name) body.append(button.name, button.value);
  const card = form.closest("[data-contact]");
  form.setAttribute("aria-busy", "true");
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body, headers: { "X-Parts": "1", "X-Forms": forms() }, redirect: "manual" });
  } catch {
    trouble(texts.lost);
    return;
  } finally {
    form.removeAttribute("aria-busy");
  }
  if (answer.type === "opaqueredirect") {
    trouble(texts.out);
    return;
  }
  if (card && answer.ok && form.dataset.register !== undefined) card.dataset.sent = "";
  took(await answer.text());
  after(form, card, answer.ok);
};

const after = (form, card, worked) => {
  if (!worked) {
    const fault = card?.querySelector('[name="confirmed"]') ?? card?.querySelector('[aria-invalid="true"]');
    fault?.focus();
    return;
  }
  if (form.dataset.closes !== undefined) {
    const menu = form.closest("details");
    menu.open = false;
    menu.querySelector("summary").focus();
    form.remove();
  }
  if (form.dataset.focus === "ask") {
    words.value = "";
    look();
    words.focus();
  }
  if (form.dataset.register !== undefined) {
    words.value = "";
    look();
    (ringing()?.querySelector(".held-answer") ?? byId("content")).focus();
  }
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset.step === undefined) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") !== "true") send(form, event.submitter);
});

// The answer ----------------------------------------------------------------------------------------
let asked = 0;
const look = async () => {
  const number = ++asked;
  const found = byId("guide-answers");
  const text = words.value.trim();
  if (!text) {
    found.replaceChildren();
    return;
  }
  const address = new URL(texts.answers, location.href);
  address.searchParams.set("q", text);
  address.searchParams.set("sprak", current()?.dataset.language ?? "");
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => undefined);
  if (!answer?.ok || number !== asked) return;
  found.innerHTML = await answer.text();
  if (waitsForAnswer) give();
};

let pause;
let waitsForAnswer = false;
words.addEventListener("input", () => {
  clearTimeout(pause);
  waitsForAnswer = false;
  pause = setTimeout(look, 120);
  const form = current()?.querySelector("[data-register]");
  if (form) {
    form.elements.words.value = words.value;
    suggestSoon(form);
  }
});

const give = (link = document.querySelector("#guide-answers [data-give]")) => {
  waitsForAnswer = false;
  const form = current()?.querySelector("[data-register]");
  if (!link || !form) return;
  form.elements.article.value = link.dataset.give;
  const given = form.querySelector(".held-given");
  given.hidden = false;
  given.querySelector("span").textContent = link.dataset.title;
  suggestSoon(form, 0);
};

byId("guide-ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const shown = document.querySelector("#guide-answers [data-search-words]");
  if (shown?.dataset.searchWords === words.value.trim()) document.querySelector("#guide-answers [data-give]")?.click();
  else waitsForAnswer = true;
  clearTimeout(pause);
  if (waitsForAnswer) look();
});
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("[data-give]") : undefined;
  if (!link) return;
  event.preventDefault();
  give(link);
});
byId("guide-answers").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("summary")) {
    event.preventDefault();
    event.target.parentElement.querySelector("[data-give]").click();
  }
});
document.addEventListener("keydown", (event) => {
  if (!["ArrowDown", "ArrowUp", "Escape"].includes(event.key)) return;
  const hits = [...document.querySelectorAll("#guide-answers [data-hit]")];
  const at = hits.indexOf(event.target);
  if (at < 0 && event.target !== words) return;
  event.preventDefault();
  if (event.key === "Escape" || (event.key === "ArrowUp" && at <= 0)) {
    words.focus();
    return;
  }
  // The first answer is open already.
  const next = hits[event.key === "ArrowUp" ? at - 1 : Math.max(at + 1, 1)] ?? hits.at(at);
  if (!next) return;
  next.parentElement.open = true;
  next.focus();
});

// The reason --------------------------------------------------------------------------------------------
const choose = (form, key) => {
  form.elements.reason.value = key;
  showCase(form);
};
const suggest = async (form) => {
  const body = new FormData();
  for (const name of ["note", "words", "article", "csrfmiddlewaretoken"]) body.set(name, form.elements[name].value);
  const answer = await fetch(texts.suggest, { method: "POST", body }).catch(() => undefined);
  const place = form.querySelector(".held-suggested");
  if (!answer?.ok || !place) return;
  place.innerHTML = await answer.text();
  const best = place.querySelector("[data-reason]");
  if (best && form.dataset.chosen === undefined) choose(form, best.dataset.reason);
};
const pauses = new WeakMap();
const suggestSoon = (form, wait = 250) => {
  clearTimeout(pauses.get(form));
  pauses.set(form, setTimeout(() => suggest(form), wait));
};
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("[data-register]");
  if (form && event.target.name === "note") suggestSoon(form);
});
document.addEventListener("change", (event) => {
  const form = event.target.closest?.("[data-register]");
  if (!form) return;
  if (event.target.name === "reason") form.dataset.chosen = "";
  showCase(form);
});
document.addEventListener("click", (event) => {
  const chip = event.target instanceof Element ? event.target.closest("[data-reason]") : undefined;
  if (!chip) return;
  const form = chip.closest("[data-register]");
  form.dataset.chosen = "";
  choose(form, chip.dataset.reason);
});

// Where a case goes, and until when.
const showCase = (form) => {
  const told = form.elements.reason.selectedOptions[0]?.dataset ?? {};
  const where = form.querySelector("[data-case-where]");
  const unit = form.elements.unit.value ? form.elements.unit.selectedOptions[0].textContent : told.unit;
  where.textContent = unit
    ? where.dataset.words.replace("{unit}", unit).replace("{due}", told.due)
    : where.dataset.without;
  form.querySelector("[data-case-secret]").hidden = told.confidential === undefined;
};

// Keys ------------------------------------------------------------------------------------------------------
const press = (selector, within = document) => {
  const button = within?.querySelector(selector);
  button?.click();
  return Boolean(button);
};
const keys = {
  F2: () => {
    const rings = ringing();
    if (rings) return press(".held-answer", rings);
    const note = current()?.querySelector('[name="note"]');
    (document.activeElement === words && note ? note : words).focus();
    return true;
  },
  F4: () => press(".guide-toggle"),
  F7: () => {
    const menu = (current() ?? ringing())?.querySelector(".held-who");
    if (menu?.open) menu.querySelector("input:not([type=hidden])")?.focus();
    else press("summary", menu);
    return Boolean(menu);
  },
  F8: () => {
    const form = current()?.querySelector("[data-register]");
    const choice = form?.querySelector('[name="outcome"][value="case"]');
    if (!choice) return false;
    choice.checked = true;
    showCase(form);
    form.elements.note.focus();
    return true;
  },
  F9: () => press('[data-key-name="F9"]', current()),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat) return;
  if (keys[event.key]?.()) event.preventDefault();
});
