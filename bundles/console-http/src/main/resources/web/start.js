import { badge, card, el, empty, get, page, table, time } from "./view.js";

const says = {
  STARTING: "Deciding waits. What is accepted meanwhile is kept and decided afterwards.",
  READY: "Everything is up.",
  INCOMPLETE: "Deciding works; something is missing or still to come.",
  UNKNOWN: "",
};

/** The start as a sequence: what is up since when, what waits for what, what is missing. */
export async function start() {
  return page(el("h1", {}, "Start"), startCard(await get("/api/start")));
}

export function startCard(told) {
  const after = told.millis === undefined ? "" : " Deciding began " + (told.millis / 1000).toFixed(1) + " s after the start.";
  return card(
    "",
    el("p", {}, badge(told.state), " ", (says[told.state] ?? "") + after, told.waitsFor ? el("span", {}, " Waits for: " + told.waitsFor) : ""),
    told.stages.length
      ? table(
          ["Stage", "State", "Since", "What", "What to do"],
          told.stages.map((each) => [each.title, badge(each.state), time(each.since), each.words, each.advice || ""]),
        )
      : empty("Nothing is known of the start."),
  );
}
