// Steps through slides: arrows, space, Home and End; the address keeps the place.
const stage = document.querySelector("[data-slides]");
const slides = [...stage.querySelectorAll(".slide")];
const place = stage.querySelector("[data-place]");
let at = 0;

function show(next, focus = true) {
  at = Math.min(Math.max(next, 0), slides.length - 1);
  slides.forEach((slide, number) => slide.classList.toggle("current", number === at));
  place.textContent = `${at + 1} / ${slides.length}`;
  history.replaceState(null, "", `#${at + 1}`);
  if (focus) slides[at].focus({ preventScroll: true });
}

const keys = {
  ArrowRight: () => at + 1,
  PageDown: () => at + 1,
  " ": () => at + 1,
  ArrowLeft: () => at - 1,
  PageUp: () => at - 1,
  Home: () => 0,
  End: () => slides.length - 1,
};

document.addEventListener("keydown", (event) => {
  const inControl = event.target.closest("a, button, input, select, textarea, summary");
  const move = keys[event.key];
  if (!move || event.altKey || event.ctrlKey || event.metaKey || (inControl && event.key === " ")) return;
  event.preventDefault();
  show(move());
});

for (const button of stage.querySelectorAll("[data-step]")) {
  button.hidden = false;
  button.addEventListener("click", () => show(at + Number(button.dataset.step), false));
}
const whole = stage.querySelector("[data-whole]");
if (document.fullscreenEnabled) {
  whole.hidden = false;
  whole.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : stage.requestFullscreen()));
}
stage.classList.add("stepped");
show((Number.parseInt(location.hash.slice(1), 10) || 1) - 1, false);
