// The list of alerts: gravest first, then latest. So many are drawn as one scrolls to.

import { ago, element } from "./elements.js";

const STEP = 100;
const GLYPHS = { Alert: "●", Update: "↻", Cancel: "✕" };

export class List {
  constructor(place, address) {
    this.place = place;
    this.address = address; // from a row to where its alert is
    this.items = new Map(); // id to {row, item}
    this.rows = [];
    this.drawn = STEP;
    this.end = element("li", { class: "end", "aria-hidden": "true" });
    new IntersectionObserver((seen) => {
      if (seen.some((each) => each.isIntersecting) && this.drawn < this.rows.length) {
        this.drawn += STEP;
        this.draw();
      }
    }, { rootMargin: "600px" }).observe(this.end);
  }

  show(rows, openId, fresh) {
    this.rows = rows;
    this.openId = openId;
    this.fresh = fresh;
    const place = rows.findIndex((row) => row.id === openId);
    this.drawn = Math.max(STEP, Math.min(this.drawn, rows.length), place + 1);
    this.draw();
  }

  draw() {
    const wanted = this.rows.slice(0, this.drawn).map((row) => this.item(row));
    // Only what is out of place is moved, so that focus and scroll stay.
    let next = this.place.firstChild;
    for (const item of wanted) {
      if (item === next) next = next.nextSibling;
      else this.place.insertBefore(item, next);
    }
    while (next && next !== this.end) {
      const gone = next;
      next = next.nextSibling;
      gone.remove();
    }
    this.place.append(this.end);
    for (const id of this.items.keys()) {
      if (!this.items.get(id).item.isConnected) this.items.delete(id);
    }
  }

  item(row) {
    const held = this.items.get(row.id);
    const stamp = `${row.revision} ${row.verdict} ${this.address(row)}`;
    if (held && held.stamp === stamp) {
      this.mark(held.item, row);
      return held.item;
    }
    const item = held?.item ?? element("li");
    item.replaceChildren(this.link(row));
    this.items.set(row.id, { item, stamp });
    this.mark(item, row);
    return item;
  }

  mark(item, row) {
    item.firstChild.toggleAttribute("data-fresh", this.fresh.has(row.id));
    if (row.id === this.openId) item.firstChild.setAttribute("aria-current", "true");
    else item.firstChild.removeAttribute("aria-current");
  }

  link(row) {
    const unsure = row.certainty === "Possible" || row.certainty === "Unlikely";
    const facts = [
      row.kind_title,
      `${row.certainty.toLowerCase()}`,
      row.sources === 1 ? "1 source" : `${row.sources} sources`,
      row.status === "Actual" ? "" : row.status,
    ].filter(Boolean);
    return element(
      "a",
      { href: this.address(row), "data-id": row.id, class: `alert ${row.severity.toLowerCase()} ${row.message_type.toLowerCase()}` },
      element("span", { class: "badge" }, element("span", { "aria-hidden": "true" }, GLYPHS[row.message_type] + " "),
        row.message_type === "Cancel" ? "Cancelled" : row.severity + (unsure ? "?" : "")),
      element("span", { class: "when" }, ago(row.last_seen)),
      element("bdi", { class: "headline" }, row.headline),
      row.changes.length ? element("bdi", { class: "change" }, row.changes[0]) : null,
      element("span", { class: "facts" }, facts.join(" · ")),
      row.verdict ? element("span", { class: "verdict" }, `judged ${row.verdict}`) : null,
    );
  }
}
