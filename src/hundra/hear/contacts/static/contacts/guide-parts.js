// Takes in what the server says of the guide's page: only what has changed is exchanged, and never
// a field that someone may be writing in.

const parsed = (html) => {
  const box = document.createElement("template");
  box.innerHTML = html;
  return box.content;
};

const mayReplace = (here, there) => {
  if (here.dataset.key === there.dataset.key && there.dataset.key !== "failed") return false;
  // A form is written in: it is exchanged only when it comes, or comes back to be corrected.
  return !("typed" in here.dataset) || here.dataset.key === "none" || there.dataset.key === "failed";
};

const exchange = (here, there, made) => {
  const focused = here.contains(document.activeElement) ? document.activeElement.id : "";
  here.replaceWith(there);
  if (focused) document.getElementById(focused)?.focus();
  made(there);
};

const takeParts = (from, made) => {
  for (const there of from.querySelectorAll("[data-part]")) {
    const here = document.getElementById(there.id);
    if (here && mayReplace(here, there)) exchange(here, there, made);
  }
};

const isWritten = (card) =>
  [...card.querySelectorAll("textarea, .held-case input, .held-who input")].some((field) => field.value !== field.defaultValue && field.value.trim());

const leave = (card, goneText) => {
  if (!isWritten(card) || card.dataset.sent !== undefined) {
    card.remove();
    return;
  }
  // It ended elsewhere while its note was being written: the words are kept.
  card.dataset.gone = "";
  const said = document.createElement("p");
  said.className = "held-gone";
  said.textContent = goneText;
  card.querySelector("[data-part]").after(said);
  for (const button of card.querySelectorAll("button")) button.disabled = true;
};

// The cards that came, so that they can be told of.
const takeCards = (from, hand, goneText, made) => {
  const there = [...from.querySelectorAll("[data-contact]")];
  const came = [];
  for (const card of hand.querySelectorAll("[data-contact]:not([data-gone])")) {
    if (!there.some((one) => one.id === card.id)) leave(card, goneText);
  }
  there.forEach((card, place) => {
    const here = document.getElementById(card.id);
    if (here) {
      const before = here.dataset.state;
      Object.assign(here.dataset, card.dataset);
      if (before !== card.dataset.state && card.dataset.state === "offered") came.push(here);
      return;
    }
    const next = there.slice(place + 1).map((one) => document.getElementById(one.id)).find(Boolean);
    hand.insertBefore(card, next ?? hand.querySelector("#guide-none"));
    if (card.dataset.state === "offered") card.open = true;
    came.push(card);
    made(card);
  });
  return came;
};

// The contacts whose forms are here: the server then leaves them out.
export const forms = () =>
  [...document.querySelectorAll('.held-form[data-typed]:not([data-key="none"])')].map((form) => form.closest("[data-contact]").dataset.contact).join(",");

export const takeIn = (html, { gone, made }) => {
  const from = parsed(html);
  const hand = document.getElementById("guide-hand");
  const cards = parsed(html); // Cards are moved into the page, parts are read from the other copy.
  const came = takeCards(cards, hand, gone, made);
  takeParts(from, made);
  return came;
};
