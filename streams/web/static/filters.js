// The form of filters: choices with how many alerts each would leave, and words to look for.

import { CERTAINTIES, SEVERITIES } from "./address.js";
import { element } from "./elements.js";

const FEW = 200; // so many choices of a long list are offered, the most frequent first

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

  menu(name, title) {
    const select = element("select", { "aria-label": title });
    select.addEventListener("change", () => this.set(name, new Set(select.value ? [select.value] : [])));
    this.groups.set(name, (filters, counts, names) => {
      const chosen = [...filters[name]];
      const found = [...(counts[name] ?? new Map())].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1)).slice(0, FEW);
      for (const value of chosen) if (!found.some(([each]) => each === value)) found.push([value, 0]);
      const stamp = JSON.stringify([found, chosen]);
      if (select.dataset.stamp === stamp || document.activeElement === select) return;
      select.dataset.stamp = stamp;
      select.replaceChildren(
        element("option", { value: "" }, chosen.length > 1 ? `${title}: ${chosen.length}` : title),
        ...found.map(([value, count]) => element("option", { value, selected: chosen.length === 1 && chosen[0] === value }, `${names[name]?.[value] ?? value} (${count})`)));
      select.classList.toggle("chosen", chosen.length > 0);
    });
    return select;
  }

  show(filters, counts, names) {
    this.filters = filters;
    if (document.activeElement !== this.words) this.words.value = filters.q;
    this.all.checked = filters.show === "all";
    for (const draw of this.groups.values()) draw(filters, counts, names);
  }
}
