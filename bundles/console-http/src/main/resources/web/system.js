import { instances } from "./connectors.js";
import { startCard } from "./start.js";
import { badge, card, el, empty, facts, get, page, table, time } from "./view.js";

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
          ? table(
              ["Camera", "State", "Frames #", "Dropped #", "Detections #", "p50 ms #", "p95 ms #", "Note"],
              overview.cameras.map((each) => [
                each.id,
                badge(each.state),
                String(each.frames),
                String(each.dropped),
                String(each.detections),
                (each.p50Millis ?? 0).toFixed(0),
                (each.p95Millis ?? 0).toFixed(0),
                each.note || "",
              ]),
            )
          : empty("No camera is configured."),
      ),
      overview.start ? startCard(overview.start) : undefined,
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
