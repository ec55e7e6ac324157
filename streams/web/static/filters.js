// The form of filters: choices with how many alerts each would leave, and words to look for.

import { CERTAINTIES, SEVERITIES } from "./address.js";
import { element } from "./elements.js";

const FEW = 200; // so many choices of a long list are offered, the most frequent first

// Pairs of value and count, those that are chosen among them.
function mostFrequent(counts, chosen) {
  const found = [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1)).slice(0, FEW);
  const there = new Set(found.map(([value]) => value));
  for (const value of chosen) if (!there.has(value)) found.push([value, counts.get(value) ?? 0]);
  return found;
}

export class Filters {
  constructor(form, change) {
    this.form = form;
    this.change = change;
    this.words = element("input", { type: "search", name: "q", id: "q", placeholder: "Words in headlines", autocomplete: "off" });
    this.all = element("input", { type: "checkbox", id: "show" });
    this.groups = new Map();
    form.append(
      element("label", { for: "q", class: "unseen" }, "Words"), this.words,
      this.chips("severity", "Severity", SEVERITIES), this.chips("certainty", "Certainty", CERTAINTIES),
      element("div", { class: "menus" },
        this.menu("kind", "Kind"), this.menu("theme", "Theme"), this.menu("country", "Country"), this.menu("publisher", "Publisher")),
      element("p", { class: "last" }, this.all, element("label", { for: "show" }, "also cancelled and over"),
        element("button", { type: "button", id: "clear", onclick: () => this.clear() }, "Clear")),
    );
    form.addEventListener("submit", (event) => event.preventDefault());
    this.words.addEventListener("input", () => this.set("q", this.words.value));
    this.all.addEventListener("change", () => this.set("show", this.all.checked ? "all" : ""));
  }

  set(name, value) {
    this.change({ ...this.filters, [name]: value });
  }

  toggle(name, value) {
    const chosen = new Set(this.filters[name]);
    if (!chosen.delete(value)) chosen.add(value);
    this.set(name, chosen);
  }

  clear() {
    const empty = Object.fromEntries(Object.entries(this.filters).map(([name, held]) => [name, held instanceof Set ? new Set() : ""]));
    this.change(empty);
  }

  chips(name, title, values) {
    const buttons = values.map((value) =>
      element("button", { type: "button", class: `chip ${value.toLowerCase()}`, "aria-pressed": "false", onclick: () => this.toggle(name, value) }, value));
    this.groups.set(name, (filters) => buttons.forEach((button, place) =>
      button.setAttribute("aria-pressed", String(filters[name].has(values[place])))));
    return element("fieldset", { class: "chips" }, element("legend", { class: "unseen" }, title), buttons);
  }

  // Several may be chosen of each. What is open keeps its order, so that nothing moves under a hand.
  menu(name, title) {
    const summary = element("summary", {}, title);
    const choices = element("ul");
    const box = element("details", { class: "menu", name: "menu" }, summary, choices);
    const items = new Map();
    this.groups.set(name, (filters, counts, names) => {
      const chosen = filters[name];
      const word = (value) => names[name]?.[value] ?? value;
      const [first, ...more] = chosen;
      summary.textContent = first ? `${title}: ${word(first)}${more.length ? ` +${more.length}` : ""}` : title;
      box.classList.toggle("chosen", chosen.size > 0);
      const found = mostFrequent(counts[name] ?? new Map(), chosen);
      for (const [value, count] of found) {
        if (!items.has(value)) items.set(value, this.choice(name, value));
        const { text, input } = items.get(value);
        input.checked = chosen.has(value);
        const words = `${word(value)} (${count})`;
        if (text.textContent !== words) text.textContent = words;
      }
      const missing = found.map(([value]) => items.get(value).item).filter((item) => !box.open || !item.isConnected);
      if (box.open) choices.append(...missing);
      else if (missing.some((item, place) => choices.children[place] !== item)) choices.replaceChildren(...missing);
    });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.open) return;
      event.stopPropagation();
      box.open = false;
      summary.focus();
    });
    document.addEventListener("click", (event) => {
      if (!box.contains(event.target)) box.open = false;
    });
    return box;
  }

  choice(name, value) {
    const input = element("input", { type: "checkbox", onchange: () => this.toggle(name, value) });
    const text = element("bdi");
    return { input, text, item: element("li", {}, element("label", {}, input, " ", text)) };
  }

  show(filters, counts, names) {
    this.filters = filters;
    if (document.activeElement !== this.words) this.words.value = filters.q;
    this.all.checked = filters.show === "all";
    for (const draw of this.groups.values()) draw(filters, counts, names);
  }
}
