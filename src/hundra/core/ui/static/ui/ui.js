// What the components need beyond HTML. Everything here improves what already works without it.

const closest = (event, selector) =>
  event.target instanceof Element ? event.target.closest(selector) : null;

// With this script a filter takes effect at once, and its button is not needed.
document.documentElement.classList.add("scripted");

// Dialogs -----------------------------------------------------------------------------------
document.addEventListener("click", (event) => {
  const opener = closest(event, "[data-open-dialog]");
  if (opener) document.getElementById(opener.dataset.openDialog)?.showModal();
  const closer = closest(event, "[data-close-dialog]");
  if (closer) closer.closest("dialog")?.close();
});

// A dialog whose form failed is open again, so that what was typed can be corrected at once.
for (const dialog of document.querySelectorAll("dialog")) {
  if (dialog.querySelector("[data-error-summary]")) dialog.showModal();
}

// Menus close when one looks elsewhere ----------------------------------------------------------
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
});

// Toasts ------------------------------------------------------------------------------------
for (const button of document.querySelectorAll("[data-close-toast]")) button.hidden = false;
document.addEventListener("click", (event) => closest(event, "[data-close-toast]")?.closest(".toast")?.remove());
for (const toast of document.querySelectorAll('.toast:not([data-color="danger"], [data-color="warning"])')) {
  let timer;
  const start = () => { timer = setTimeout(() => toast.remove(), 8000); };
  const stop = () => clearTimeout(timer);
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, stop);
  for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, start);
  start();
}

// The error summary takes the focus, so that it is read first ------------------------------------
document.querySelector("[data-error-summary]")?.focus();

// A chosen picture is shown before it is sent ------------------------------------------------------
document.addEventListener("change", (event) => {
  const field = closest(event, "[data-picture-field]");
  if (!field) return;
  const [file] = event.target.files;
  const preview = field.querySelector(".picture-preview");
  preview.hidden = !file;
  if (!file) return;
  const reader = new FileReader();
  reader.addEventListener("load", () => { preview.querySelector("img").src = reader.result; });
  reader.readAsDataURL(file);
});

import("./search-select.js");
