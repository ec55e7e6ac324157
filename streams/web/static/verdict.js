// What was thought of an alert, and how to say it: one key or button, then, if one likes, who and why.

import { element } from "./elements.js";

export const VERDICTS = [
  ["r", "right", "It rang rightly"],
  ["f", "false", "It should not have rung"],
  ["d", "duplicate", "Another alert tells of it"],
  ["l", "late", "It came too late"],
];

const NAME = "tocsin.name";

// The name under which this browser judges; empty where nobody gave one.
export function ownName() {
  try {
    return localStorage.getItem(NAME) ?? "";
  } catch {
    return ""; // a browser may allow no storage
  }
}

function keepName(name) {
  try {
    localStorage.setItem(NAME, name);
  } catch {
    // it is asked for again
  }
}

// `judge(word, more)` sends a verdict; `others` are the rows of alerts that may tell of the same.
export function drawVerdict(given, links, judge, others) {
  return element("section", { class: "verdicts", "aria-label": "Verdict" },
    element("span", { class: "soft" }, said(given)),
    VERDICTS.map(([key, word, title]) =>
      element("button", {
        type: "button", title: `${title} (key ${key})`, "aria-pressed": String(given?.verdict === word),
        onclick: () => judge(word),
      }, word)),
    given ? more(given, links, judge, others) : null);
}

function said(given) {
  if (!given) return "Not judged yet";
  return element("bdi", {}, `Judged ${given.verdict}${given.given_by ? ` by ${given.given_by}` : ""}`);
}

// Whatever is changed is sent with what stands in the other fields now: one may change before the last was taken in.
function more(given, links, judge, others) {
  const send = () => {
    keepName(name.value.trim());
    judge(given.verdict, { given_by: name.value.trim(), note: note.value, duplicate_of: double?.value || null });
  };
  const name = input("by", { value: ownName(), maxlength: 100, autocomplete: "name", onchange: send });
  const note = input("note", { value: given.note, maxlength: 2000, onchange: send });
  const double = given.verdict === "duplicate" ? choice(given, send, others) : null;
  return element("div", { class: "more" },
    label("by", "Your name"), name,
    label("note", "Note"), note,
    double ? [label("of", "Tells of the same as"), double] : null,
    given.duplicate_of ? [element("span"), element("a", { href: links.alert(given.duplicate_of), "data-inside": true }, "open it")] : null);
}

function label(name, title) {
  return element("label", { for: `verdict-${name}` }, title);
}

function input(name, attributes) {
  return element("input", { type: "text", id: `verdict-${name}`, ...attributes });
}

function choice(given, send, others) {
  const isThere = others.some((row) => row.id === given.duplicate_of);
  return element("select", { id: "verdict-of", onchange: send },
    element("option", { value: "" }, "choose an alert"),
    given.duplicate_of && !isThere ? element("option", { value: given.duplicate_of, selected: true }, given.duplicate_of) : null,
    others.map((row) => element("option", { value: row.id, selected: row.id === given.duplicate_of }, row.headline)));
}
