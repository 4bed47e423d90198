import { badge, card, el, empty, facts, get, page, percent, table, tile, time } from "./view.js";
import { edge, height, svg, width } from "./chart.js";

const ends = {
  CAME: "came while the warning stood",
  REPAIRED: "was repaired before it came, and found as told",
  FALSE: "nothing was wrong",
  OTHER: "something else was wrong",
  UNSAID: "ended, and nobody said what was found",
  OPEN: "stands, nothing has come of it yet",
};

/** Hours as people say them; nothing where nobody knows. */
function span(hours) {
  if (hours === undefined) return "";
  const far = Math.abs(hours);
  return far < 96 ? hours.toLocaleString(undefined, { maximumFractionDigits: 0 }) + " h" : (hours / 24).toLocaleString(undefined, { maximumFractionDigits: 1 }) + " days";
}

function bar(each) {
  return each.untilHours === undefined ? "over " + span(each.fromHours) : (each.fromHours ? span(each.fromHours) + " to " : "up to ") + span(each.untilHours);
}

/** Bars side by side; what was repaired stands on what came. */
function histogram(bars) {
  const most = Math.max(1, ...bars.map((each) => each.came + each.repaired));
  const room = (width - edge.left - edge.right) / bars.length;
  const high = height - edge.top - edge.bottom;
  const chart = svg("svg", { class: "chart", viewBox: "0 0 " + width + " " + height, role: "img", "aria-label": "lead times of warnings that were right" });
  bars.forEach((each, at) => {
    const x = edge.left + at * room;
    const came = (each.came / most) * high;
    const repaired = (each.repaired / most) * high;
    const foot = height - edge.bottom;
    chart.append(
      svg("rect", { class: "mean dot", x: x + room * 0.15, y: foot - came, width: room * 0.7, height: came }),
      svg("rect", { class: "band", x: x + room * 0.15, y: foot - came - repaired, width: room * 0.7, height: repaired }),
      svg("line", { class: "rule", x1: x, x2: x + room, y1: foot, y2: foot }),
      svg("text", { x: x + room / 2, y: height - 10, "text-anchor": "middle" }, bar(each)),
    );
  });
  return chart;
}

function spread(of) {
  return of ? span(of.median) + " (a tenth below " + span(of.p10) + ", a tenth above " + span(of.p90) + "; " + of.count + ")" : "not known";
}

/** How early and how right warnings were. */
export async function warnings() {
  const all = await get("/api/warnings?days=365");
  return page(
    el("h1", {}, "Warnings"),
    el("p", { class: "soft" }, "Orders that said what was still to come, since ", time(all.since), all.whole ? "" : "; only the newest orders were looked at", "."),
    el(
      "div",
      { class: "grid tiles" },
      tile(all.warnings, "warnings"),
      tile(all.leadHours ? span(all.leadHours.median) : "–", "before, half of them earlier"),
      tile(all.missedShare === undefined ? "–" : percent(all.missedShare), "of failures came without"),
      tile(all.falseShare === undefined ? "–" : percent(all.falseShare), "false, of those whose end is known"),
    ),
    el(
      "div",
      { class: "grid" },
      card(
        "How early those were told that were right",
        all.leadHours ? histogram(all.histogram) : empty("None yet: a warning is right when what it told came or was found."),
        facts([
          ["Lead time", spread(all.leadHours)],
          ["Came later than told (negative: earlier)", spread(all.laterHours)],
          ["Failures that could have been told", all.failures],
          ["of these without a warning", all.missed],
          ["Failures of modes that nothing warns of", all.unwatched],
        ]),
        el("p", { class: "soft" }, "Full: it came while the warning stood. Pale: it was repaired before, so the time that there was is longer."),
      ),
      card(
        "What came of them",
        table(["End", "What it means", "Warnings #"], Object.entries(ends).map(([end, words]) => [badge(end), words, String(all.ends[end])])),
      ),
      card(
        "The newest",
        all.newest.length
          ? table(
              ["Told", "Asset", "What", "Life told #", "End", "Before #", "Later than told #"],
              all.newest.map((each) => [
                time(each.told),
                el("a", { href: "#/assets/" + encodeURIComponent(each.asset) }, each.asset),
                el("a", { href: "#/orders/" + encodeURIComponent(each.order) }, each.failureMode),
                span(each.expectedHours),
                badge(each.end),
                span(each.leadHours),
                span(each.laterHours),
              ]),
            )
          : empty("No order has warned of anything yet."),
      ),
    ),
  );
}
