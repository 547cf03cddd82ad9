// The staff survey: one page at a time, and what has been answered so far kept on this device only.
// Nothing is sent before the form is. Without this file it is one long form that works as well.
//
// On a device that others use too (data-shared) it is kept for this tab alone, and forgotten when
// it has been sent, or when nobody has touched the device for a while.

const PREFIX = "enkat:";
const SENT = "enkat-sent";
const KEPT_DAYS = 60;
const DAY = 24 * 60 * 60 * 1000;
const IDLE = 120 * 1000;
const LAST_CALL = 30 * 1000;

function storage(shared) {
  try {
    return shared ? window.sessionStorage : window.localStorage;
  } catch {
    return null; // Storage is switched off: the page works without.
  }
}

function forget(only = () => true) {
  for (const kept of [storage(false), storage(true)]) {
    if (!kept) continue;
    for (const key of Object.keys(kept)) if (key.startsWith(PREFIX) && only(key, kept)) kept.removeItem(key);
  }
}

function isOld(key, kept) {
  try {
    return Date.now() - JSON.parse(kept.getItem(key)).day * DAY > KEPT_DAYS * DAY;
  } catch {
    return true;
  }
}

class Ballot {
  constructor(form) {
    this.form = form;
    this.shared = "shared" in form.dataset;
    this.store = storage(this.shared);
    this.key = PREFIX + form.dataset.key;
    this.pages = [...form.querySelectorAll("[data-page]")];
    this.page = 0;
    this.title = document.title;
    this.bringBack();
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => this.send(event));
    form.addEventListener("click", (event) => this.clicked(event));
    window.addEventListener("popstate", (event) => this.show(event.state?.page ?? 0));
    // Whoever comes back by the browser's own way may meet an old picture of the page.
    window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
    this.find("[data-forget-line]").hidden = this.shared || !this.store;
    this.draw();
    const wrong = document.querySelector("[data-wrong]");
    if (wrong) {
      this.show(this.pages.findIndex((page) => page.querySelector(".ds-validation-message")) || 0);
      wrong.focus();
    } else if (this.page) this.show(this.page);
  }

  find(selector) {
    return this.form.querySelector(selector);
  }

  answers() {
    const given = [...new FormData(this.form)].filter(([, value]) => String(value).trim());
    return Object.fromEntries(given);
  }

  keep() {
    const answers = this.answers();
    try {
      this.store?.setItem(this.key, JSON.stringify({ answers, page: this.page, day: Math.floor(Date.now() / DAY) }));
    } catch {
      // Full, or switched off: it can still be answered and sent.
    }
  }

  bringBack() {
    let kept = {};
    try {
      kept = JSON.parse(this.store?.getItem(this.key) ?? "{}");
    } catch {
      forget((key) => key === this.key);
    }
    for (const [name, value] of Object.entries(kept.answers ?? {})) {
      const field = this.form.elements[name];
      if ((field instanceof RadioNodeList || field instanceof HTMLTextAreaElement) && !field.value) field.value = value;
    }
    const asked = Number(window.location.hash.slice(1)) - 1;
    const page = Number.isInteger(asked) && asked > 0 ? asked : (kept.page ?? 0);
    this.page = Math.min(Math.max(page, 0), this.pages.length - 1);
  }

  changed() {
    this.keep();
    this.draw();
  }

  show(page) {
    this.page = Math.min(Math.max(page, 0), this.pages.length - 1);
    this.draw();
    this.pages[this.page].querySelector("h2").focus({ preventScroll: true });
    this.form.scrollIntoView();
    this.keep();
  }

  go(by) {
    this.show(this.page + by);
    history.pushState({ page: this.page }, "", `#${this.page + 1}`);
  }

  draw() {
    const last = this.pages.length - 1;
    this.pages.forEach((page, place) => (page.hidden = place !== this.page));
    const lead = document.querySelector("[data-ballot-lead]");
    if (lead) lead.hidden = this.page > 0;
    this.find("[data-send]").hidden = this.page !== last;
    this.find("[data-steps]").hidden = last === 0;
    this.find("[data-back]").hidden = this.page === 0;
    this.find("[data-next]").hidden = this.page === last;
    this.drawProgress(last);
    const answers = this.answers();
    for (const button of this.form.querySelectorAll("[data-clear]")) button.hidden = !(button.dataset.clear in answers);
    const told = this.find("[data-answered]");
    told.hidden = false;
    const all = this.form.querySelectorAll(".ballot-question").length;
    told.textContent = told.dataset.text.replace("{answered}", Object.keys(answers).length).replace("{all}", all);
  }

  drawProgress(last) {
    const place = this.find("[data-place]");
    this.find("[data-progress]").hidden = last === 0;
    place.textContent = place.dataset.text.replace("{page}", this.page + 1).replace("{pages}", last + 1);
    this.find("progress").value = this.page + 1;
    document.title = last === 0 ? this.title : `${place.textContent} – ${this.title}`;
  }

  clicked(event) {
    const button = event.target.closest("button");
    if (!button) return;
    if ("next" in button.dataset) this.go(1);
    else if ("back" in button.dataset) this.go(-1);
    else if (button.dataset.clear) this.clear(button);
    else if ("forget" in button.dataset) this.forgetAll();
  }

  clear(button) {
    const radios = this.form.querySelectorAll(`input[name="${CSS.escape(button.dataset.clear)}"]`);
    for (const radio of radios) radio.checked = false;
    this.changed();
    radios[0].focus();
  }

  forgetAll() {
    for (const radio of this.form.querySelectorAll("input[type=radio]")) radio.checked = false;
    for (const words of this.form.querySelectorAll("textarea")) words.value = "";
    this.show(0);
    forget((key) => key === this.key);
    const status = this.find("[data-status]");
    status.textContent = status.dataset.forgotten;
  }

  send(event) {
    // Enter on an earlier page means the next one.
    if (this.page < this.pages.length - 1) {
      event.preventDefault();
      this.go(1);
    } else if (this.sent) event.preventDefault();
    else {
      this.sent = true;
      storage(true)?.setItem(SENT, this.key);
      setTimeout(() => (this.sent = false), 10_000); // The line may have been broken: once more, then.
    }
  }
}

// A shared device is left clean by whoever walks away from it.
function watchIdle(home, question) {
  let timer = 0;
  const leave = () => {
    forget();
    document.querySelector("[data-ballot]")?.reset();
    window.location.replace(home);
  };
  const ask = () => {
    if (!question) return leave();
    question.hidden = false;
    question.querySelector("button").focus();
    timer = setTimeout(leave, LAST_CALL);
  };
  const restart = () => {
    clearTimeout(timer);
    if (question) question.hidden = true;
    timer = setTimeout(ask, question ? IDLE : LAST_CALL);
  };
  for (const sign of ["pointerdown", "keydown", "input", "scroll"]) window.addEventListener(sign, restart, { passive: true });
  restart();
}

forget(isOld);
const form = document.querySelector("[data-ballot]");
if (form) {
  const ballot = new Ballot(form);
  if (ballot.shared) watchIdle(form.dataset.home, document.querySelector("[data-idle]"));
}
const done = document.querySelector("[data-ballot-done]");
if (done) {
  // A closed survey's page has its key in the address; the thanks' page is told which one was sent.
  const here = PREFIX + window.location.pathname.split("/").filter(Boolean).pop();
  const sent = storage(true)?.getItem(SENT);
  forget((key) => done.dataset.home || key === here || key === sent);
  storage(true)?.removeItem(SENT);
  if (done.dataset.home) watchIdle(done.dataset.home, null);
}
// Where the next one types a code, nothing of the last one's is left.
if (document.querySelector("[data-code]")) forget((_key, kept) => kept === storage(true));
