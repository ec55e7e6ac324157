// The address says everything that a view is made of, so that it can be shared: what is open, and the filters.

export const SEVERITIES = ["Extreme", "Severe", "Moderate", "Minor"];
export const CERTAINTIES = ["Observed", "Likely", "Possible", "Unlikely"];

// Filters of several values, then those of one.
export const LISTS = ["severity", "certainty", "kind", "theme", "publisher", "country"];
export const SINGLE = ["q", "show"];

export function readFilters(search) {
  const said = new URLSearchParams(search);
  const filters = {};
  for (const name of LISTS) filters[name] = new Set(said.getAll(name).filter(Boolean));
  for (const name of SINGLE) filters[name] = said.get(name) ?? "";
  return filters;
}

export function writeFilters(filters) {
  const said = new URLSearchParams();
  for (const name of LISTS) for (const value of [...filters[name]].sort()) said.append(name, value);
  for (const name of SINGLE) if (filters[name]) said.set(name, filters[name]);
  const words = said.toString();
  return words ? `?${words}` : "";
}

export function isFiltered(filters) {
  return writeFilters({ ...filters, show: "" }) !== "";
}

// What is open: {alert: id}, {article: id} or {}.
export function readOpen(path) {
  const [, what, ...rest] = path.split("/");
  const id = decodeURIComponent(rest.join("/"));
  if (what === "alerts" && id) return { alert: id };
  if (what === "articles" && id) return { article: id };
  return {};
}

export function writeOpen(open) {
  if (open.alert) return `/alerts/${encodeURIComponent(open.alert)}`;
  if (open.article) return `/articles/${encodeURIComponent(open.article)}`;
  return "/";
}

export function matches(row, filters, now) {
  const stands = row.message_type !== "Cancel" && (!row.expires_at || Date.parse(row.expires_at) > now);
  if (filters.show !== "all" && !stands) return false;
  for (const name of ["severity", "certainty", "kind", "theme"]) {
    if (filters[name].size && !filters[name].has(row[name])) return false;
  }
  if (filters.publisher.size && !row.publishers.some((each) => filters.publisher.has(each))) return false;
  if (filters.country.size && !row.countries.some((each) => filters.country.has(each))) return false;
  const words = filters.q.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return true;
  const said = `${row.headline} ${row.kind_title} ${row.publishers.join(" ")} ${row.changes.join(" ")}`.toLowerCase();
  return words.every((word) => said.includes(word));
}

export function inOrder(one, other) {
  return (
    SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
    Date.parse(other.last_seen) - Date.parse(one.last_seen) ||
    (one.id < other.id ? -1 : 1)
  );
}
