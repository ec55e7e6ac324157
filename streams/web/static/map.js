// The map: countries by how grave their gravest alert is; a country that is chosen filters the list.

import { SEVERITIES } from "./address.js";

const SVG = "http://www.w3.org/2000/svg";

function drawn(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

export class WorldMap {
  constructor(place, outlines, names, choose) {
    this.names = names;
    this.countries = new Map();
    for (const [code, path] of Object.entries(outlines)) {
      const shape = drawn("path", { d: path, class: "country" });
      const title = drawn("title", {});
      title.textContent = names[code] ?? code;
      shape.append(title);
      if (/^[A-Z]{3}$/.test(code)) {
        this.countries.set(code, { shape, title });
        shape.addEventListener("click", () => shape.hasAttribute("tabindex") && choose(code));
        shape.addEventListener("keydown", (event) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          choose(code);
        });
      }
      place.append(shape);
    }
    this.points = drawn("g", { class: "points", "aria-hidden": "true" });
    place.append(this.points);
  }

  show(rows, chosen, openId) {
    const found = new Map();
    for (const row of rows) {
      for (const code of row.countries) {
        const held = found.get(code) ?? { count: 0, gravest: SEVERITIES.length - 1 };
        held.count += 1;
        held.gravest = Math.min(held.gravest, SEVERITIES.indexOf(row.severity));
        found.set(code, held);
      }
    }
    for (const [code, { shape, title }] of this.countries) {
      const held = found.get(code);
      const isChosen = chosen.has(code);
      shape.setAttribute("class", `country ${held ? SEVERITIES[held.gravest].toLowerCase() : ""} ${isChosen ? "chosen" : ""}`);
      title.textContent = `${this.names[code] ?? code}: ${held ? held.count : "no"} alert${held?.count === 1 ? "" : "s"}`;
      if (held || isChosen) {
        shape.setAttribute("tabindex", "0");
        shape.setAttribute("role", "button");
        shape.setAttribute("aria-pressed", String(isChosen));
        shape.setAttribute("aria-label", title.textContent);
      } else {
        for (const name of ["tabindex", "role", "aria-pressed", "aria-label"]) shape.removeAttribute(name);
      }
    }
    const located = rows.filter((row) => row.point).slice(0, 500).reverse();
    this.points.replaceChildren(
      ...located.map((row) =>
        drawn("circle", {
          cx: row.point[0], cy: row.point[1], r: row.id === openId ? 9 : 5,
          class: `${row.severity.toLowerCase()} ${row.id === openId ? "open" : ""}`,
        })),
    );
  }
}
