import { badge, card, el, empty, facts, get, page, table, tile, time } from "./view.js";
import { trend } from "./chart.js";
import { gaps, gapSpans } from "./gaps.js";
import { spectra } from "./spectrum.js";
import { age, number, unitOf } from "./units.js";
import { bounds, trial } from "./trial.js";
import { dead } from "./sources.js";

const spans = [["1", "1 hour"], ["8", "8 hours"], ["24", "1 day"], ["168", "7 days"], ["720", "30 days"]];

/** What was chosen stays while the page is drawn anew. */
const chosen = { hours: "24", find: "" };

function link(point) {
  return "#/points/" + encodeURIComponent(point.id);
}

/** Every point with its newest value. */
export async function points() {
  const [{ points: all, sum, complaints, operating }, strangers, gone] = await Promise.all([get("/api/points"), get("/api/heard?limit=500"), dead()]);
  const passed = sum.invalid + sum.late + sum.duplicate + sum.ignored + sum.gated + sum.shed;
  const lost = strangers.topics.filter((each) => !each.named).length;
  const shown = el("div");
  const draw = () => shown.replaceChildren(list(all.filter((each) => fits(each, chosen.find))));
  const find = el("input", { type: "search", placeholder: "point, asset, unit or source", "aria-label": "find a point", value: chosen.find });
  find.addEventListener("input", () => {
    chosen.find = find.value;
    draw();
  });
  draw();
  return page(
    el("h1", {}, "Points ", el("small", {}, "what sensors and controllers tell now; ", el("a", { href: "#/sources" }, "the sources they come from"), "; ", el("a", { href: "#/browse" }, "look through devices for more"))),
    el(
      "div",
      { class: "grid tiles" },
      tile(all.length, "points"),
      tile(sum.taken.toLocaleString(), "samples since the start"),
      tile(passed.toLocaleString(), "of them passed over, each with its reason", sum.shed ? "warn" : ""),
      tile(sum.measured.toLocaleString(), "became measurements"),
    ),
    el(
      "div",
      { class: "grid" },
      gone,
      strangers.points.length ? card("", el("p", {}, el("a", { href: "#/heard" }, strangers.points.length === 1 ? "1 point is heard that no document names" : strangers.points.length + " points are heard that no document names"), ": map them to assets.")) : undefined,
      lost ? card("", el("p", {}, el("a", { href: "#/heard" }, lost === 1 ? "1 topic is heard that no mapping names" : lost + " topics are heard that no mapping names"), ": see what they say.")) : undefined,
      complaints.length ? card("Not as it should be", complaints.map((words) => el("p", {}, words))) : undefined,
      operating.length ? card("Operating states", table(["Asset", "State"], operating.map((each) => [each.path || each.asset, state(each.state)]))) : undefined,
      card("Points", el("div", { class: "field" }, find), shown),
      card("Passed over", facts(reasons(sum))),
    ),
  );
}

/** Words that end in a time show it as the reader's. */
function state(words) {
  const at = /^(.*) since (\S+)$/.exec(words);
  return at ? [at[1] + " since ", time(at[2])] : words;
}

function reasons(sum) {
  return [
    ["Bad, no number, out of range, flat", sum.invalid.toLocaleString()],
    ["Too late", sum.late.toLocaleString()],
    ["Told twice", sum.duplicate.toLocaleString()],
    ["Not vouched for by the source", sum.ignored.toLocaleString()],
    ["In a state in which they say nothing", sum.gated.toLocaleString()],
    ["No room", sum.shed.toLocaleString()],
  ];
}

function fits(each, words) {
  const text = [each.id, each.name, each.path, each.unit, each.source].join(" ").toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** Points as a table; words where there is none. */
export function list(all, none = "No point fits. Points stand in the site documents; cameras' zones are points too.") {
  if (!all.length) return empty(none);
  return table(
    ["Point", "Asset", "Value #", "Age #", "Quality", "Limits #", "Passed over #"],
    all.slice(0, 500).map((each) => [
      el("a", { href: link(each) }, each.name || each.id),
      each.path || "",
      number(each.value, each.unit),
      age(each.age),
      quality(each),
      String(each.limits || ""),
      each.passed ? each.passed.toLocaleString() : "",
    ]),
  );
}

function quality(each) {
  if (each.driver) return el("small", {}, "nothing yet; a component PointSource reads it from driver " + each.driver);
  return each.quality ? [badge(each.quality), each.note ? el("small", {}, " " + each.note) : undefined] : "";
}

/** One point: its trend, its limits, and a limit tried on what was recorded. */
export async function pointPage(id) {
  const point = await get("/api/points/" + encodeURIComponent(id) + "?hours=" + chosen.hours);
  const place = el("div");
  const wave = point.waveform ? await spectra(point) : undefined;
  const draw = (tried) => place.replaceChildren(picture(point, tried));
  const form = await trial(point, chosen.hours, draw);
  draw();
  return page(
    el("h1", {}, point.name || point.id, " ", el("small", {}, point.asset && point.path ? el("a", { href: "#/assets/" + encodeURIComponent(point.asset) }, point.path) : "", " ", el("code", {}, point.id))),
    el(
      "div",
      { class: "grid" },
      card("Now", facts(now(point))),
      wave,
      card("Trend", choice(), place),
      gaps(point),
      card("Limits", limits(point)),
      card("Try a limit on what was recorded", form),
    ),
  );
}

function now(point) {
  return [
    ["Value", number(point.value, point.unit)],
    ["Measured", point.at ? time(point.at) : "nothing since the gateway started"],
    ["Quality", point.quality || point.driver ? el("span", {}, quality(point)) : ""],
    ["Operating state", point.operating ? el("span", {}, state(point.operating)) : ""],
  ];
}

function choice() {
  const box = el("select", { "aria-label": "how far back" }, spans.map(([hours, words]) => el("option", { value: hours, selected: hours === chosen.hours ? "" : undefined }, words)));
  box.addEventListener("change", () => {
    chosen.hours = box.value;
    box.blur();
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  });
  return el("div", { class: "field" }, box);
}

function picture(point, tried) {
  if (!point.rows.length) return empty("Nothing is recorded in this time. Values are recorded where the documents name a stream for the point (streams: … rollup).");
  const lines = tried ? tried.lines : point.limits.flatMap((limit) => bounds(limit, limit.id));
  const events = tried ? tried.crossings : point.findings.map((each) => ({ at: Date.parse(each.at), words: each.class + ", " + each.disposition.toLowerCase(), href: "#/findings/" + each.id }));
  return el(
    "div",
    {},
    trend({
      rows: point.rows.map((row) => ({ ...row, at: Date.parse(row.at) })),
      gap: point.gap * 1000,
      limits: lines,
      events,
      spans: gapSpans(point, Date.parse(point.to)),
      from: Date.parse(point.from),
      to: Date.parse(point.to),
      unit: unitOf(point.unit),
      words: "Trend of " + (point.name || point.id),
    }),
    el("p", { class: "soft" }, `The line is the mean of each ${age(point.every)}, the band reaches from the least to the greatest value in it; a hole is a time without values.`),
  );
}

function heardIn(limit) {
  return limit.during.length ? limit.during.join(", ") + (limit.settle ? ", after " + age(limit.settle) : "") : "every state";
}

function limits(point) {
  if (!point.limits.length) return empty("None; values are recorded and raise nothing.");
  return table(
    ["Limit", "High #", "Low #", "Hysteresis #", "For", "Heard in", "Stands for"],
    point.limits.map((each) => [el("code", {}, each.id), number(each.high, point.unit), number(each.low, point.unit), number(each.hysteresis, point.unit), each.holdFor || "", heardIn(each), each.failureMode]),
  );
}
