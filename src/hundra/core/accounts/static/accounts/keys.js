// Tells in words when a passkey could not be used; allauth's own script only logs it.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const note = document.getElementById("key-problem");
  if (note) {
    note.hidden = false;
    note.focus();
  }
});
