/* Adjusting the roster in its grid: by drag, or by choosing a shift and then days.
   Each change asks the day's own page, as its form does, so that the rules are checked there. */

const palette = document.querySelector("[data-roster-palette]");
const said = palette?.querySelector(".roster-said");
const grid = () => document.querySelector(".staffing-grid");
let held = null; // what is dragged: { shift, from: the day it is taken from, or null }
let busy = false;

function say(...lines) {
  said.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
}

async function ask(address, shift) {
  /* [] when it is saved, else what forbids it, in sentences. */
  const body = new URLSearchParams({ shift, csrfmiddlewaretoken: palette.elements.csrfmiddlewaretoken.value });
  const answer = await fetch(address, { method: "POST", body, redirect: "manual" });
  if (answer.type === "opaqueredirect") return [];
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const told = (where) => [...page.querySelectorAll(`#content form ${where} li`)].map((one) => one.textContent.trim());
  const rules = told(".alert");
  const lines = rules.length ? rules : told(".ds-error-summary");
  return answer.status === 422 && lines.length ? lines : [palette.dataset.failed];
}

async function move(from, to) {
  /* One change, with the rules checked as it then will be. */
  const [, person, day] = to.match(/\/(\d+)\/(\d{4}-\d{2}-\d{2})\/$/);
  const body = new URLSearchParams({ person, day, csrfmiddlewaretoken: palette.elements.csrfmiddlewaretoken.value });
  const answer = await fetch(`${from}flytta/`, { method: "POST", body });
  if (!answer.ok && answer.status !== 422) return [palette.dataset.failed];
  return (await answer.json()).broken;
}

async function renew(address) {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  grid().replaceWith(page.querySelector(".staffing-grid"));
  prepare();
  grid().querySelector(`a[href="${address}"]`)?.focus();
}

async function place(cell, shift, from = null) {
  const address = cell.getAttribute("href");
  if (busy || address === from?.address) return;
  busy = true;
  say(palette.dataset.wait);
  try {
    const refused = from ? await move(from.address, address) : await ask(address, shift);
    await renew(address);
    say(...refused);
  } catch {
    say(palette.dataset.failed);
  } finally {
    busy = false;
  }
}

function chosen() {
  return palette.querySelector('[aria-pressed="true"]');
}

function choose(button) {
  const was = chosen();
  was?.setAttribute("aria-pressed", "false");
  if (button && button !== was) button.setAttribute("aria-pressed", "true");
  say(...(chosen() ? [palette.dataset.chosen] : []));
}

function shiftIn(cell) {
  const short = cell.querySelector("abbr")?.textContent.trim();
  return [...palette.querySelectorAll("[data-short]")].find((one) => one.dataset.short === short)?.dataset.shift;
}

function step(cell, key) {
  const row = cell.closest("tr");
  const column = [...row.cells].indexOf(cell.closest("td"));
  const beside = { ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1] };
  const along = { ArrowUp: [row.previousElementSibling, column], ArrowDown: [row.nextElementSibling, column] };
  const [there, place_] = beside[key] ?? along[key] ?? [];
  const next = there?.cells[place_]?.querySelector("a");
  next?.focus();
  return Boolean(next);
}

function prepare() {
  for (const cell of grid().querySelectorAll("tbody td a")) cell.draggable = shiftIn(cell) !== undefined;
}

const cellOf = (event) => event.target.closest?.(".staffing-grid tbody td a");

if (palette && grid()) {
  palette.hidden = false;
  prepare();
  palette.addEventListener("submit", (event) => event.preventDefault());
  palette.addEventListener("click", (event) => {
    const button = event.target.closest("[data-shift]");
    if (button) choose(button);
  });
  document.addEventListener("dragstart", (event) => {
    const button = event.target.closest?.("[data-roster-palette] [data-shift]");
    const cell = cellOf(event);
    if (button) held = { shift: button.dataset.shift, from: null };
    else if (cell?.draggable) held = { shift: shiftIn(cell), from: { address: cell.getAttribute("href") } };
    else return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.shift);
  });
  document.addEventListener("dragover", (event) => {
    const cell = held && cellOf(event);
    for (const one of grid().querySelectorAll(".is-over")) if (one !== cell) one.classList.remove("is-over");
    if (!cell) return;
    cell.classList.add("is-over");
    event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const cell = held && cellOf(event);
    if (!cell) return;
    event.preventDefault();
    const { shift, from } = held;
    place(cell, shift, from);
  });
  document.addEventListener("dragend", () => {
    held = null;
    for (const one of grid().querySelectorAll(".is-over")) one.classList.remove("is-over");
  });
  document.addEventListener("click", (event) => {
    const cell = chosen() && cellOf(event);
    if (!cell || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    place(cell, chosen().dataset.shift);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen()) choose(null);
    const cell = cellOf(event);
    if (cell && event.key.startsWith("Arrow") && step(cell, event.key)) event.preventDefault();
  });
}
