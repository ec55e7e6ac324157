// One article: its text as it was read, with all that was found in it, and what was taken out.

import { element, marked, outward, time } from "./elements.js";
import { MARKS } from "./alert.js";

const TITLES = { ...MARKS, entity: "named", theme: "theme", claim: "claim" };

export function drawArticle(article, links) {
  return [
    element("p", { class: "back" }, element("a", { href: links.list(), "data-inside": true }, "← All alerts")),
    element("h2", {}, element("bdi", {}, article.title || "Without a title")),
    element("p", { class: "facts" }, outward(article.url ?? "", article.publisher), ", ", time(article.published_at),
      ` · version ${article.version} · language ${article.language}`),
    article.unread_because ? element("p", { class: "notice" }, `Not analysed: ${article.unread_because}`) : null,
    article.near_duplicate_of ? element("p", { class: "notice" }, "A copy of ",
      element("a", { href: links.article(article.near_duplicate_of), "data-inside": true }, article.near_duplicate_of)) : null,
    element("div", { class: "text" }, element("bdi", {}, marked(article.runs, TITLES), article.is_cut ? " …" : "")),
    part("Claims", article.claims, (each) =>
      element("li", {}, element("strong", {}, each.kind ?? each.event_type), ` · ${each.status} · rule ${each.rule}`,
        element("blockquote", {}, element("bdi", {}, marked(each.runs, MARKS))))),
    part("Themes", article.themes, (each) => element("li", {}, `${each.theme} (${each.score.toFixed(2)})`)),
    part("Named", article.entities, (each) =>
      element("li", {}, element("bdi", {}, each.name), element("span", { class: "soft" },
        ` ${each.type}${each.country ? `, ${each.country}` : ""}, ${each.count} time${each.count === 1 ? "" : "s"}`))),
    part("Taken out", article.removed, (each) =>
      element("li", {}, element("bdi", {}, each.text), element("span", { class: "soft" }, ` (${each.reason})`))),
    element("p", { class: "soft" }, `Read by ${article.provenance.code}, ${article.provenance.model}, rules ${article.provenance.rules}`),
  ];
}

function part(title, found, draw) {
  if (!found.length) return null;
  return element("details", { open: title === "Claims" },
    element("summary", {}, `${title} `, element("span", { class: "soft" }, String(found.length))),
    element("ul", {}, found.slice(0, 500).map(draw)));
}
