import { instances } from "./connectors.js";
import { badge, card, el, empty, facts, get, page, time } from "./view.js";

export async function system() {
  const overview = await get("/api/overview");
  return page(
    el("h1", {}, "System"),
    el(
      "div",
      { class: "grid" },
      card(
        "Connectors",
        instances(overview.connectors || []),
      ),
      card(
        "Cameras",
        (overview.cameras || []).length
          ? el(
              "div",
              { class: "cut" },
              el(
                "table",
                {},
                el("tr", {}, ["Camera", "State", "Frames", "Dropped", "Detections", "p50 ms", "p95 ms", "Note"].map((word) => el("th", {}, word))),
                overview.cameras.map((each) =>
                  el(
                    "tr",
                    {},
                    el("td", {}, each.id),
                    el("td", {}, badge(each.state)),
                    el("td", { class: "num" }, String(each.frames)),
                    el("td", { class: "num" }, String(each.dropped)),
                    el("td", { class: "num" }, String(each.detections)),
                    el("td", { class: "num" }, (each.p50Millis ?? 0).toFixed(0)),
                    el("td", { class: "num" }, (each.p95Millis ?? 0).toFixed(0)),
                    el("td", {}, each.note || ""),
                  ),
                ),
              ),
            )
          : empty("No camera is configured."),
      ),
      card(
        "Versions",
        facts([
          ["Deciding", el("span", {}, badge(overview.deciding.state), " ", overview.deciding.note || "")],
          ["Site documents", overview.documents ? el("code", {}, overview.documents) : "none in force"],
          ["Model", overview.model],
          ["Runs on", overview.provider],
          ["Journal entries", overview.journalEntries],
          ["Started", time(overview.startedAt)],
        ]),
        (overview.refusals || []).length ? el("div", {}, el("p", {}, badge("REFUSED"), " The newest site documents were refused; the version above stays in force:"), el("ul", {}, overview.refusals.map((each) => el("li", {}, el("code", {}, each))))) : undefined,
      ),
    ),
  );
}
