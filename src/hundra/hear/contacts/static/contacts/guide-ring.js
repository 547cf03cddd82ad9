// What is heard and seen when it rings: a tone, and the title of the window.

const KEPT = "guide-sound";
const button = document.getElementById("guide-sound");
const title = document.title;
let context;
let timer;

const isOn = () => localStorage.getItem(KEPT) !== "off";

const tone = () => {
  context ??= new AudioContext();
  const start = context.currentTime;
  for (const [after, pitch] of [[0, 660], [0.18, 880]]) {
    const sound = context.createOscillator();
    const loudness = context.createGain();
    sound.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.0001, start + after);
    loudness.gain.exponentialRampToValueAtTime(0.12, start + after + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, start + after + 0.16);
    sound.connect(loudness).connect(context.destination);
    sound.start(start + after);
    sound.stop(start + after + 0.18);
  }
};

const shown = () => {
  const pressed = isOn();
  button?.setAttribute("aria-pressed", String(pressed));
};

if (button) {
  button.hidden = false;
  shown();
  button.addEventListener("click", () => {
    localStorage.setItem(KEPT, isOn() ? "off" : "on");
    shown();
    if (isOn()) tone();
  });
}

export const ring = (text) => {
  if (timer) return;
  let flash = false;
  const once = () => {
    flash = !flash;
    document.title = flash ? `☎ ${text}` : title;
    if (flash && isOn() && navigator.userActivation?.hasBeenActive) tone();
  };
  once();
  timer = setInterval(once, 1000);
};

export const hush = () => {
  clearInterval(timer);
  timer = undefined;
  document.title = title;
};
