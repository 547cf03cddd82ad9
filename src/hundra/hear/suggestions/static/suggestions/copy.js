// A button that copies a field's text; without JavaScript it is not there, and the text can be marked.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(field.value);
    field.select();
    button.querySelector("span").textContent = button.dataset.copied;
    button.setAttribute("aria-live", "polite");
  });
}
