import { trend } from "./chart.js";
import { card, el, facts, time } from "./view.js";
import { number, unitOf } from "./units.js";

const columns = 450;
const most = 20;

/** What was read stays while the page is drawn anew: rows of the newest stretches by their hash. */
const known = new Map();

/** Which were opened, by their hash. */
const opened = new Set();

/**
 * What was measured at full rate around findings: the stretch drawn, what it lacks, and its file.
 *
 * @param list as the finding or its order has it; nothing where it has none
 * @param seen when the findings were seen, as texts
 */
export function stretches(list, seen) {
  return (list || []).map((each, place) => card("Measured around it, each sample: " + each.point, each.kept ? (place ? later(each, seen) : kept(each, seen)) : el("p", { class: "error" }, "Not kept: " + each.why)));
}

/** Of several the newest is shown at once, another when somebody opens it. */
function later(each, seen) {
  const node = el("details", { open: opened.has(each.sha256) ? "" : undefined }, el("summary", {}, time(each.from), " to ", time(each.to)));
  if (node.open) node.append(kept(each, seen));
  node.addEventListener("toggle", () => {
    if (node.open && node.children.length === 1) node.append(kept(each, seen));
    if (node.open) opened.add(each.sha256);
    else opened.delete(each.sha256);
  });
  return node;
}

function kept(each, seen) {
  const address = "/api/evidence/" + each.sha256;
  return el(
    "div",
    {},
    chart(each, address, seen),
    facts([
      ["Measured", el("span", {}, time(each.from), " to ", time(each.to))],
      ["Samples", each.samples.toLocaleString() + (each.rate === undefined ? "" : ", usually " + number(each.rate, "Hz"))],
      ["Crossed", crossed(each)],
      ["Missing", each.missing === undefined ? "" : each.missing === 0 ? "none" : each.missing.toLocaleString() + " by the usual distance of two"],
      ["Whole", each.complete ? "yes" : el("span", { class: "error" }, "no: " + (each.lacks || []).join("; "))],
      ["File", el("a", { href: address, download: name(each) }, `CSV, ${number(each.bytes / 1024, "KiB")}`)],
    ]),
  );
}

/** Each limit once for each time that it was crossed, as it stood then. */
function limitsOf(each) {
  return (each.crossings || []).flatMap((crossing) => (crossing.limits || []).map((limit) => ({ ...limit, at: crossing.at })));
}

/** Whether the value had to stay beyond it before it counted. */
function held(limit) {
  return Date.parse(limit.since) < Date.parse(limit.at);
}

function crossed(each) {
  const list = limitsOf(each);
  if (!list.length) return "";
  return el("div", {}, list.map((limit) => el("div", {}, el("code", {}, limit.limit), limit.point === each.point ? "" : ` of ${limit.point}`, `, ${limit.side.toLowerCase()} ${number(limit.bound, limit.unit)}, `, time(limit.at), held(limit) ? [", beyond it since ", time(limit.since)] : "")));
}

function chart(each, address, seen) {
  const place = el("div", {});
  const show = (rows) => place.replaceChildren(rows.length ? drawn(each, rows, seen) : el("p", { class: "soft" }, "No sample came."));
  if (known.has(each.sha256)) {
    show(known.get(each.sha256));
    return place;
  }
  read(address)
    .then((samples) => {
      known.set(each.sha256, thinned(samples, Date.parse(each.from), Date.parse(each.to)));
      if (known.size > most) known.delete(known.keys().next().value);
      show(known.get(each.sha256));
    })
    .catch((failure) => place.replaceChildren(el("p", { class: "error" }, failure.message)));
  return place;
}

function name(each) {
  return (each.point + "-" + each.from).replace(/[^A-Za-z0-9.-]+/g, "-") + ".csv";
}

/** Samples { at, value } of a file, at in milliseconds. Lines that begin with # say what it is. */
export async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error || "the file cannot be read");
  return parsed(await answer.text());
}

export function parsed(text) {
  const samples = [];
  for (const line of text.split("\n")) {
    if (line < "0" || line > ":") continue;
    const comma = line.indexOf(",");
    samples.push({ at: moment(line.slice(0, comma)), value: Number(line.slice(comma + 1)) });
  }
  return samples;
}

/** With what is finer than a millisecond, which dates do not know. */
function moment(text) {
  const [whole, part = ""] = text.slice(0, -1).split(".");
  return Date.parse(whole + "Z") + Number("0." + (part || 0)) * 1000;
}

/** Where there is no room for all, least, greatest and mean of neighbours, as in a trend. */
export function thinned(samples, from, to) {
  const width = (to - from) / columns || 1;
  const rows = new Map();
  for (const { at, value } of samples) {
    const place = samples.length <= columns ? at : from + (Math.floor((at - from) / width) + 0.5) * width;
    const row = rows.get(place);
    if (row) {
      row.least = Math.min(row.least, value);
      row.greatest = Math.max(row.greatest, value);
      row.sum += value;
      row.mean = row.sum / ++row.count;
    } else {
      rows.set(place, { at: place, least: value, greatest: value, mean: value, sum: value, count: 1 });
    }
  }
  return [...rows.values()].sort((one, other) => one.at - other.at);
}

function drawn(each, rows, seen) {
  const from = Date.parse(each.from);
  const to = Date.parse(each.to);
  const usual = each.rate ? 1000 / each.rate : to - from;
  const inside = (event) => event.at >= from && event.at <= to;
  return trend({
    rows,
    gap: Math.max(1.5 * usual, (2.5 * (to - from)) / columns),
    limits: bounds(each),
    events: marks(each, seen).filter(inside),
    from,
    to,
    unit: unitOf(each.unit),
    words: `${each.point} from ${each.from} to ${each.to}`,
  });
}

/** Limits of this point alone: those of what is computed of it are of another measure. */
function bounds(each) {
  const lines = new Map();
  for (const limit of limitsOf(each)) {
    if (limit.point === each.point) lines.set(limit.limit + limit.side + limit.bound, { value: limit.bound, words: `${limit.limit} (${limit.side.toLowerCase()})` });
  }
  return [...lines.values()];
}

/** When the values went beyond a limit, where they had to stay there for a while, and when findings came of it. */
function marks(each, seen) {
  const begun = limitsOf(each).filter(held);
  return [
    ...begun.map((limit) => ({ at: Date.parse(limit.since), words: `beyond ${limit.limit} since ${limit.since}` })),
    ...seen.map((at) => ({ at: Date.parse(at), words: "a finding, " + at })),
  ];
}
