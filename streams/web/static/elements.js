// Elements out of words: text is only ever put in as text, so nothing in it can become markup.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

// A link to elsewhere, where the address is one of the web; else its words alone.
export function outward(address, words) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return element("bdi", {}, words);
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return element("bdi", {}, words);
  return element(
    "a",
    { href: url.href, rel: "noopener noreferrer nofollow", target: "_blank" },
    element("bdi", {}, words),
    element("span", { class: "unseen" }, " (elsewhere)"),
  );
}

// Runs of marked text: see streams/web/runs.py.
export function marked(runs, titles) {
  return runs.map((run) => {
    if (!run.marks.length) return document.createTextNode(run.text);
    const title = run.marks.map((mark) => titles[mark] ?? mark).join(", ");
    return element("mark", { class: run.marks.map((mark) => `is-${mark}`).join(" "), title }, run.text);
  });
}

const TIME = new Intl.DateTimeFormat("en-GB", {
  day: "2-digit", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: "UTC",
});

export function time(iso) {
  return element("time", { datetime: iso }, `${TIME.format(new Date(iso))} UTC`);
}

const AGES = [["day", 86400], ["hour", 3600], ["minute", 60]];
const AGE = new Intl.RelativeTimeFormat("en", { numeric: "always", style: "short" });

// How long ago, within a week; else when.
export function ago(iso) {
  const seconds = (Date.parse(iso) - Date.now()) / 1000;
  if (seconds > 60 || seconds < -7 * 86400) return time(iso);
  const [unit, length] = AGES.find(([, size]) => Math.abs(seconds) >= size) ?? ["minute", 60];
  return element("time", { datetime: iso, title: TIME.format(new Date(iso)) + " UTC" },
    AGE.format(Math.trunc(seconds / length), unit));
}
