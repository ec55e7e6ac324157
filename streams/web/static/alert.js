// One alert: what it says, who states, denies and leaves it open, in which words, and how it came about.

import { element, marked, outward, time } from "./elements.js";
import { ask } from "./stream.js";
import { drawVerdict } from "./verdict.js";

const LEDGER = [
  ["Stated", ["asserted"], "stated_by"],
  ["Denied", ["denied"], "denied_by"],
  ["Left open", ["planned", "hypothetical"], "left_open_by"],
  ["Background", ["historical"], null],
];

export const MARKS = {
  evidence: "quote", trigger: "what happened", cue: "what decided how it is meant", actor: "who", recipient: "whom",
  place: "where", number: "how many", source: "who says so",
};

// `links` says where things are: links.article(id), links.alert(id), links.list(). `judge(word, more)` sends a verdict,
// `others` are the rows of alerts that may tell of the same.
export function drawAlert({ alert, revisions, verdict }, links, judge, others) {
  const over = alert.message_type === "Cancel";
  const versions = element("ul", { class: "soft" });
  return [
    element("p", { class: "back" }, element("a", { href: links.list(), "data-inside": true }, "← All alerts")),
    element("p", { class: `severity-line ${alert.severity.toLowerCase()}` },
      element("strong", {}, over ? "Cancelled" : alert.severity), ` · ${alert.certainty}`,
      alert.status === "Actual" ? "" : ` · ${alert.status}: not news`),
    element("h2", {}, element("bdi", {}, alert.headline)),
    ...alert.summary.map((line) => element("p", {}, element("bdi", {}, line))),
    changes(alert),
    drawVerdict(verdict, links, judge, others),
    ...ledger(alert, links, versions),
    sources(alert),
    timeline(revisions),
    origin(alert, versions),
  ];
}

function changes(alert) {
  if (!alert.changes.length) return null;
  return element("section", { "aria-label": "What changed" },
    element("h3", {}, "What changed"),
    element("ul", {}, alert.changes.map((each) => element("li", {}, element("bdi", {}, each)))));
}

function ledger(alert, links, versions) {
  const parts = LEDGER.map(([title, statuses, voices]) => {
    const found = alert.evidence.filter((each) => statuses.includes(each.status));
    if (!found.length) return null;
    const who = voices && alert[voices].length ? ` by ${alert[voices].join(", ")}` : "";
    return element("section", { class: `side ${title.toLowerCase().replace(" ", "-")}` },
      element("h3", {}, title, element("bdi", { class: "soft" }, who)),
      element("ul", { class: "quotes" }, found.map((each) => quote(each, links, versions))));
  });
  return parts.filter(Boolean);
}

function quote(evidence, links, versions) {
  const words = element("blockquote", {}, element("bdi", {}, evidence.quote));
  const item = element("li", {},
    words,
    element("p", { class: "facts" },
      outward(evidence.url ?? "", evidence.publisher), ", ", time(evidence.published_at),
      evidence.source ? element("bdi", {}, `, citing ${evidence.source}`) : "",
      evidence.is_background ? " · background" : "", " · ",
      element("a", { href: links.article(evidence.article_id), "data-inside": true }, "article")));
  // The paragraph comes when the quote is seen: an alert may have a hundred.
  new IntersectionObserver((seen, watcher) => {
    if (!seen.some((each) => each.isIntersecting)) return;
    watcher.disconnect();
    show(evidence, words, versions);
  }, { rootMargin: "800px" }).observe(item);
  return item;
}

async function show(evidence, words, versions) {
  try {
    const path = `/api/claims/${evidence.claim_id}/${encodeURIComponent(evidence.article_id)}`;
    const { runs, is_cut_before, is_cut_after, provenance } = await ask(path);
    name(provenance, versions);
    words.replaceChildren(
      element("bdi", {}, is_cut_before ? "… " : "", marked(runs, MARKS), is_cut_after ? " …" : ""));
  } catch {
    words.classList.add("alone"); // the article is there no more; the quote is
  }
}

// What read an article is known once it is fetched, as its quote is seen.
function name({ code, model, rules, rules_offset }, versions) {
  const sent = rules_offset === null ? "" : `, and those sent up to offset ${rules_offset} of alert-rules`;
  const words = `${code}, model ${model}, rules ${rules}${sent}`;
  if ([...versions.children].some((each) => each.textContent === words)) return;
  versions.append(element("li", {}, words));
}

function sources(alert) {
  const families = new Map();
  for (const each of alert.evidence) {
    const name = each.family ?? each.publisher;
    if (!families.has(name)) families.set(name, new Set());
    families.get(name).add(each.publisher);
  }
  const count = alert.source_count;
  return element("section", {},
    element("h3", {}, "Sources ", element("span", { class: "soft" }, `${count} independent ${count === 1 ? "one states" : "ones state"} it`)),
    element("ul", {}, [...families].map(([name, publishers]) => {
      const others = [...publishers].filter((each) => each !== name);
      return element("li", {}, element("bdi", {}, name), others.length ? element("bdi", { class: "soft" }, ` and, after it, ${others.join(", ")}`) : "");
    })));
}

function timeline(revisions) {
  return element("section", {},
    element("h3", {}, "How it came about"),
    element("ol", { class: "timeline" }, [...revisions].reverse().map((each) =>
      element("li", { value: each.number },
        element("span", { class: `dot ${each.severity.toLowerCase()}`, "aria-hidden": "true" }),
        time(each.at), ` · ${each.message_type} ${each.number} · ${each.state} · ${each.severity}, ${each.certainty.toLowerCase()}`,
        element("ul", {}, (each.changes.length ? each.changes : [each.headline]).map((line) => element("li", {}, element("bdi", {}, line))))))));
}

function origin(alert, versions) {
  const rules = new Map(alert.evidence.map((each) => [each.rule, each.rule_revision]));
  return element("section", {},
    element("h3", {}, "What raised it"),
    element("p", {}, [...rules].map(([rule, revision]) =>
      `Rule ${rule}${revision === null ? "" : `, revision ${revision}`}`).join("; "), ". The articles were read by"),
    versions,
    alert.severity_reason ? element("p", {}, element("bdi", {}, alert.severity_reason)) : null,
    alert.certainty_reason ? element("p", {}, element("bdi", {}, alert.certainty_reason)) : null,
    element("p", { class: "soft" }, `Alert ${alert.id}, revision ${alert.revision}, kind ${alert.kind}, theme ${alert.theme}`,
      alert.watchlists.length ? `, on ${alert.watchlists.map((each) => each.id).join(", ")}` : ""));
}
