"""How the page of a back-test looks, light and dark, wide and narrow."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark;
  --paper: #fbfaf7; --card: #ffffff; --ink: #1c2024; --soft: #5d6670; --line: #dfdcd3;
  --before: #8798ab; --after: #c2571a; --good: #1d7044; --bad: #b3261e;
  --extreme: #a3121f; --severe: #c2410c; --moderate: #8a6100; --minor: #2d6478; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #14171a; --card: #1c2024; --ink: #e6e4de; --soft: #9aa4ae; --line: #343a40;
  --before: #6f8196; --after: #f08b4b; --good: #6fcf97; --bad: #ff8a80;
  --extreme: #ff8087; --severe: #ff9a66; --moderate: #e5b94e; --minor: #7fc1d6; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 56rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; overflow-wrap: anywhere; }
header p, footer, .facts, .aside, cite, dt { color: var(--soft); }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .5rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.4rem 0 .5rem; }
h4 { font-size: 1rem; margin: .1rem 0 .4rem; }
p { margin: .3rem 0; }
.plot { overflow-x: auto; }
.plot svg { display: block; width: 100%; min-width: 34rem; height: auto; }
.plot text { fill: var(--soft); font: 13px system-ui, sans-serif; }
.plot line { stroke: var(--line); }
.before { fill: var(--before); } .after { fill: var(--after); }
.rows { padding-left: 1.1rem; } .rows li { margin: .3rem 0; }
.within { color: var(--good); } .above { color: var(--bad); font-weight: 600; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .6rem; margin: .8rem 0; }
.tiles div { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .8rem; }
.tiles dd { margin: 0; font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; }
dt { font-size: .85rem; }
details { margin: .9rem 0; } summary { cursor: pointer; font-weight: 600; }
.count { color: var(--soft); font-weight: 400; }
article { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .9rem;
  margin: .6rem 0; }
article.over { border-style: dashed; } article.over h4 { color: var(--soft); }
.facts, .aside { font-size: .88rem; }
.severity { font-weight: 700; }
.extreme { color: var(--extreme); } .severe { color: var(--severe); }
.moderate { color: var(--moderate); } .minor { color: var(--minor); }
blockquote { margin: .4rem 0; padding-left: .8rem; border-left: 3px solid var(--line); font-size: .95rem; }
cite { font-style: normal; font-size: .88rem; } a { color: inherit; }
footer { margin-top: 2.5rem; font-size: .85rem; }
"""
