import { badge, card, el, empty, get, page, table } from "./view.js";
import { age } from "./units.js";
import { list } from "./points.js";

function link(name) {
  return "#/sources/" + encodeURIComponent(name);
}

/** Everything that observations come from; what brings nothing first. */
export async function sources() {
  const { sources: all } = await get("/api/sources");
  return page(
    el("h1", {}, "Sources ", el("small", {}, "what brings observations, and whether it does now; ", el("a", { href: "#/points" }, "their points"))),
    card("", all.length ? lines(all) : empty("Nothing brings observations: no camera, driver, broker or database is configured.")),
  );
}

function lines(all) {
  return table(
    ["Source", "Kind", "State", "Points #", "Without a value #", "Newest #", "What it says"],
    all.map((each) => [
      each.points ? el("a", { href: link(each.name) }, each.name) : each.name,
      each.kind,
      badge(each.alive ? "up" : "down"),
      each.points ? each.points.toLocaleString() : "",
      without(each),
      each.age === undefined ? "" : age(each.age),
      says(each),
    ]),
  );
}

function without(each) {
  if (!each.points) return "";
  return each.bad + each.silent === 0 ? "0" : (each.bad + each.silent).toLocaleString();
}

function says(each) {
  const skipped = each.skipped ? el("small", {}, ` ${each.skipped.toLocaleString()} readings were left out since the start: they took longer than their period`) : undefined;
  return [each.words, skipped];
}

/** One source whose points are known: which have no value, and the others. */
export async function sourcePage(name) {
  const [{ sources: all }, { points }] = await Promise.all([get("/api/sources"), get("/api/points")]);
  const source = all.find((each) => each.name === name);
  const own = points.filter((each) => each.source === name);
  const bad = (each) => each.quality === undefined || each.quality === "BAD";
  return page(
    el("h1", {}, name, " ", el("small", {}, source ? source.kind : "", " · ", el("a", { href: "#/sources" }, "all sources"))),
    el(
      "div",
      { class: "grid" },
      card("", source ? lines([source]) : empty("No source of this name is there.")),
      card("Points without a value", list(own.filter(bad), "Each has one.")),
      card("Points with a value", list(own.filter((each) => !bad(each)), "None.")),
    ),
  );
}

/** One line for each source that brings nothing, however many points it has. */
export async function dead() {
  const { sources: all } = await get("/api/sources");
  const gone = all.filter((each) => !each.alive);
  if (!gone.length) return undefined;
  return card(
    gone.length === 1 ? "One source brings nothing" : gone.length + " sources bring nothing",
    gone.map((each) => el("p", { class: "bad" }, el("a", { href: each.points ? link(each.name) : "#/sources" }, each.name), ": " + each.words)),
  );
}
