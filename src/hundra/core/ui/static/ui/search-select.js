// A combobox over very many: asks the server while one types (hundra.core.ui.forms.SearchSelect).
// Keyboard after https://www.w3.org/WAI/ARIA/apg/patterns/combobox/.

const PAUSE = 180; // milliseconds

class SearchSelect {
  constructor(root) {
    this.input = root.querySelector("input[role=combobox]");
    this.value = root.querySelector("[data-value]");
    this.list = root.querySelector("[role=listbox]");
    this.status = root.querySelector("[data-count]");
    this.chosen = this.input.value;
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
  }

  typed() {
    if (this.input.value !== this.chosen) this.value.value = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const text = this.input.value.trim();
    if (!text) return this.close();
    this.asking?.abort();
    this.asking = new AbortController();
    const address = new URL(this.input.dataset.url, location.href);
    address.searchParams.set("q", text);
    try {
      const answer = await fetch(address, { signal: this.asking.signal, headers: { "HX-Request": "true" } });
      if (answer.ok) this.show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  show(html) {
    // A later answer to what was typed takes no choice away.
    const marked = this.options[this.marked]?.dataset.value;
    this.list.innerHTML = html;
    this.options.forEach((option, index) => { option.id = `${this.list.id}_${index}`; });
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    const count = this.options.length;
    this.status.textContent = count ? `${this.status.dataset.some} ${count}` : this.status.dataset.none;
    this.mark(this.options.findIndex((option) => option.dataset.value === marked));
  }

  get options() { return [...this.list.querySelectorAll("[role=option]")]; }

  mark(index) {
    const options = this.options;
    this.marked = options.length ? (index + options.length) % options.length : -1;
    if (index < 0 && this.marked !== options.length - 1) this.marked = -1;
    if (index === -1) this.marked = -1;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.marked)));
    const current = options[this.marked];
    if (current) {
      this.input.setAttribute("aria-activedescendant", current.id);
      current.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  key(event) {
    const open = !this.list.hidden;
    if (event.key === "ArrowDown") {
      event.preventDefault();
      if (open) this.mark(this.marked + 1); else this.ask();
    } else if (event.key === "ArrowUp" && open) {
      event.preventDefault();
      this.mark(this.marked <= 0 ? this.options.length - 1 : this.marked - 1);
    } else if (event.key === "Enter" && open && this.marked >= 0) {
      event.preventDefault();
      this.choose(this.options[this.marked]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      this.close();
    }
  }

  choose(option) {
    if (!option) return;
    this.value.value = option.dataset.value;
    this.input.value = this.chosen = option.dataset.label;
    this.value.dispatchEvent(new Event("change", { bubbles: true }));
    this.close();
  }

  close() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

const ready = new WeakSet();
const prepare = (root) => {
  for (const element of root.querySelectorAll("[data-search-select]")) {
    if (!ready.has(element)) { ready.add(element); new SearchSelect(element); }
  }
};
prepare(document);
document.addEventListener("htmx:load", (event) => prepare(event.target));
