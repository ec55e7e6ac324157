// The desk: what is known, what is open, and the filters, drawn anew whenever one of them changes.

import { inOrder, isFiltered, matches, readFilters, readOpen, writeFilters, writeOpen } from "./address.js";
import { drawAlert } from "./alert.js";
import { drawArticle } from "./article.js";
import { element } from "./elements.js";
import { Filters } from "./filters.js";
import { List } from "./list.js";
import { WorldMap } from "./map.js";
import { ask, follow } from "./stream.js";
import { ownName, VERDICTS } from "./verdict.js";

const at = (id) => document.getElementById(id);
const FRESH_MS = 20000;
const MOST_LIKELY = 50;

const rows = new Map();
const fresh = new Set();
let open = readOpen(location.pathname);
let filters = readFilters(location.search);
let shown = []; // the rows in the list, in order
let drawn = ""; // what the details were drawn from
let countries = {};
let map = null;
let isWaiting = false;
let judging = Promise.resolve();

const links = {
  list: () => `/${writeFilters(filters)}`,
  alert: (id) => writeOpen({ alert: id }) + writeFilters(filters),
  article: (id) => writeOpen({ article: id }) + writeFilters(filters),
};
const list = new List(at("alerts"), (row) => links.alert(row.id));
const form = new Filters(at("filters"), (changed) => {
  filters = changed;
  history.replaceState(null, "", writeOpen(open) + writeFilters(filters));
  draw();
});

function choose(code) {
  form.toggle("country", code);
}

function soon() {
  if (isWaiting) return;
  isWaiting = true;
  requestAnimationFrame(() => {
    isWaiting = false;
    draw();
  });
}

function draw() {
  const now = Date.now();
  const all = [...rows.values()];
  shown = all.filter((row) => matches(row, filters, now)).sort(inOrder);
  const known = all.filter((row) => matches(row, { ...readFilters(""), show: filters.show }, now));
  form.show(filters, counted(known), { country: countries, ...titles(known) });
  list.show(shown, open.alert, fresh);
  at("count").textContent = isFiltered(filters) ? `${shown.length} of ${known.length}` : String(shown.length);
  at("nothing").hidden = shown.length > 0;
  const everywhere = known.filter((row) => matches(row, { ...filters, country: new Set() }, now));
  map?.show(everywhere, filters.country, open.alert);
  at("map-country").textContent = [...filters.country].map((code) => countries[code] ?? code).join(", ");
  document.body.classList.toggle("has-open", Boolean(open.alert || open.article));
  drawOpen();
}

function counted(known) {
  const counts = { kind: new Map(), theme: new Map(), country: new Map(), publisher: new Map() };
  const add = (name, value) => counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
  for (const row of known) {
    add("kind", row.kind);
    add("theme", row.theme);
    row.countries.forEach((each) => add("country", each));
    row.publishers.forEach((each) => add("publisher", each));
  }
  return counts;
}

function titles(known) {
  return {
    kind: Object.fromEntries(known.map((row) => [row.kind, row.kind_title])),
    theme: Object.fromEntries(known.map(({ theme }) => [theme, theme[0].toUpperCase() + theme.slice(1).replaceAll("-", " ")])),
  };
}

async function drawOpen() {
  const row = open.alert ? rows.get(open.alert) : null;
  const wanted = open.alert ? `alert ${open.alert} ${row?.revision} ${row?.judged_at}` : open.article ? `article ${open.article}` : "";
  if (wanted === drawn) return;
  drawn = wanted;
  const place = at("detail");
  if (!wanted) {
    place.replaceChildren(element("p", { class: "soft" }, "Choose an alert to see who says what, and why it rang."));
    document.title = "Alert desk";
    return;
  }
  try {
    const found = open.alert
      ? drawAlert(await details(open.alert), links, judge, likely(row))
      : drawArticle(await ask(`/api/articles/${encodeURIComponent(open.article)}`), links);
    if (drawn !== wanted) return;
    replaceDetails(place, found.filter(Boolean));
    document.title = `${place.querySelector("h2").textContent} – Alert desk`;
  } catch (error) {
    if (drawn === wanted) place.replaceChildren(element("p", { class: "notice" }, error.message));
  }
}

// What somebody is typing goes on.
function replaceDetails(place, found) {
  const { id, value } = place.contains(document.activeElement) ? document.activeElement : {};
  place.replaceChildren(...found);
  const again = id && id !== place.id ? at(id) : null;
  if (!again) return;
  again.focus();
  again.value = value;
}

function details(id) {
  return ask(`/api/alerts/${encodeURIComponent(id)}`);
}

function go(path, search) {
  open = readOpen(path);
  filters = readFilters(search);
  draw();
}

function visit(href) {
  const url = new URL(href, location.href);
  history.pushState(null, "", url.pathname + url.search);
  go(url.pathname, url.search);
  if (open.alert || open.article) {
    at("detail").focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }
}

// Alerts that may tell of the same: of its kind or of a country of its, those nearest in time first.
function likely(row) {
  if (!row) return [];
  const at = Date.parse(row.last_seen);
  const far = (each) => Math.abs(Date.parse(each.last_seen) - at);
  return [...rows.values()]
    .filter((each) => each.id !== row.id && (each.kind === row.kind || each.countries.some((code) => row.countries.includes(code))))
    .sort((one, other) => far(one) - far(other))
    .slice(0, MOST_LIKELY);
}

// One after the other: the last verdict on an alert stands.
function judge(verdict, more = {}) {
  const row = rows.get(open.alert);
  if (!row) return;
  const said = { verdict, revision: row.revision, given_by: ownName(), ...more };
  judging = judging.then(() => ask(`/api/alerts/${encodeURIComponent(row.id)}/verdict`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(said),
  })).then(
    () => say(`Judged ${verdict}.`),
    (error) => tell(`The verdict did not arrive: ${error.message}`, false),
  );
}

function take(some, isFirst) {
  if (isFirst) rows.clear();
  const news = [];
  for (const row of some) {
    const before = rows.get(row.id);
    rows.set(row.id, row);
    if (isFirst || (before && before.revision === row.revision)) continue;
    news.push(row);
    fresh.add(row.id);
    setTimeout(() => {
      fresh.delete(row.id);
      soon();
    }, FRESH_MS);
  }
  const heard = news.filter((row) => matches(row, filters, Date.now()) || row.id === open.alert);
  if (heard.length === 1) say(`${heard[0].message_type}: ${heard[0].headline}`);
  else if (heard.length) say(`${heard.length} alerts came or changed.`);
  soon();
}

function say(words) {
  at("said").textContent = words;
}

function tell(words, isGood) {
  const pulse = at("pulse");
  if (pulse.textContent !== words) pulse.textContent = words;
  pulse.classList.toggle("bad", !isGood);
}

function step(by) {
  if (!shown.length) return;
  const place = shown.findIndex((row) => row.id === open.alert);
  const next = shown[Math.max(0, Math.min(shown.length - 1, place < 0 ? 0 : place + by))];
  visit(links.alert(next.id));
  const item = document.querySelector(`[data-id="${next.id}"]`);
  item?.scrollIntoView({ block: "nearest" });
}

const KEYS = [
  ["j", "next alert", () => step(1)],
  ["k", "alert before", () => step(-1)],
  ["/", "look for words", () => at("q").focus()],
  ["Escape", "back to the list", () => visit(links.list())],
  ...VERDICTS.map(([key, verdict, title]) => [key, `${verdict}: ${title.toLowerCase()}`, () => judge(verdict)]),
  ["?", "these keys", () => at("keys").showModal()],
];

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || at("keys").open) return;
  if (event.target.closest("input, select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const found = KEYS.find(([key]) => key === event.key);
  if (!found) return;
  event.preventDefault();
  found[2]();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-id], a[data-inside], a[data-home]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  visit(link.href);
});

addEventListener("popstate", () => go(location.pathname, location.search));
at("keys-button").addEventListener("click", () => at("keys").showModal());
at("keys-list").append(...KEYS.flatMap(([key, title]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, title)]));
setInterval(soon, 60000); // ages, and what is over by now

draw();
Promise.all([ask("/static/world.json"), ask("/api/countries")]).then(([outlines, names]) => {
  countries = names;
  map = new WorldMap(at("map"), outlines, names, choose);
  draw();
}).catch(() => at("map").closest("figure").remove());
follow(take, tell);
