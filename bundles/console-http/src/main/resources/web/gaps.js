import { card, el, table, time } from "./view.js";

/** Times in which a point was not heard: what was filled of each, and what stays open. */
export function gaps(point) {
  const list = point.gaps || [];
  if (!list.length && !point.gapsUnnamed) return undefined;
  return card(
    "Not heard",
    list.length ? table(["Time", "Filled", "Stays open"], list.map((each) => [stretch(each), filled(each), open(each)])) : undefined,
    point.gapsUnnamed ? el("p", { class: "soft" }, `${point.gapsUnnamed.toLocaleString()} more gaps of the same driver stand in the journal without the names of their points; this point may be among them.`) : undefined,
    el("p", { class: "soft" }, "Times are those of the device. Of a point with a stream what was filled is recorded and decides nothing; of any other each value is a measurement."),
  );
}

/** The same to be drawn behind a trend. */
export function gapSpans(point, until) {
  return (point.gaps || []).flatMap((each) => [
    ...(each.values ? [span(each, "", `filled from the ${each.source}, ${count(each.values)}`, until)] : []),
    ...(each.open || []).map((rest) => span(rest, "open", "not filled: " + rest.why, until)),
  ]);
}

function span(each, kind, words, until) {
  return { from: Date.parse(each.from), to: each.to ? Date.parse(each.to) : until, kind, words };
}

function stretch(each) {
  return [time(each.from), " to ", each.to ? time(each.to) : "a time that nobody knows"];
}

function count(values) {
  return values === 1 ? "1 value" : values.toLocaleString() + " values";
}

function filled(each) {
  const bad = each.bad ? `; ${count(each.bad)} not good, left out` : "";
  if (each.values) return `${count(each.values)} from the ${each.source}${bad}`;
  return each.open ? "nothing" + bad : `nothing: the ${each.source} holds no further ${each.bad ? "good " : ""}value of it`;
}

function open(each) {
  return (each.open || []).flatMap((rest, place) => [place ? el("br") : "", ...stretch(rest), ": ", el("span", { class: "error" }, rest.why)]);
}
