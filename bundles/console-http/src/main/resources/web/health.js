import { badge, card, el, empty, get, page, tile, time } from "./view.js";

const words = {
  ok: ["Everything runs", "good"],
  degraded: ["It works, but something needs a look", "warn"],
  failed: ["A part that should run does not", "bad"],
};

export async function health() {
  const report = await get("/api/health");
  if (!report.packages) return page(el("h1", {}, "Health"), card("", empty(report.note || "Not known.")));
  const [says, kind] = words[report.state] || [report.state, ""];
  const down = report.bundles.filter((each) => each.state !== "RUNNING" && each.state !== "IDLE");
  const waiting = report.components.filter((each) => each.state === "FAILED" || each.state === "WAITING");
  return page(
    el("h1", {}, "Health"),
    el(
      "div",
      { class: "grid tiles" },
      tile(report.state, says, kind),
      tile(report.bundles.length - down.length + " of " + report.bundles.length, "bundles as they should be", down.length ? "bad" : "good"),
      tile(String(waiting.length), "components that wait or failed", waiting.length ? "bad" : "good"),
    ),
    el(
      "div",
      { class: "grid" },
      report.causes.length ? card("Why", el("div", { class: "grid" }, report.causes.map(cause))) : undefined,
      card("Packages", report.packages.length ? el("ul", { class: "list" }, report.packages.map((each) => packageRow(each, report.bundles))) : empty("No package of ours is installed as a package.")),
      waiting.length ? card("Components", el("ul", { class: "list" }, waiting.map((each) => line(each.name + (each.instance ? " as " + each.instance : ""), each.bundle, each.state)))) : undefined,
      el("p", { class: "empty" }, "Looked at ", time(report.at)),
    ),
  );
}

function cause(each) {
  return el(
    "div",
    { class: "cause" },
    el("strong", {}, each.reason),
    (each.effects || []).map((effect) => el("div", { class: "effect d" + Math.min(effect.depth, 5) }, effect.text)),
  );
}

function packageRow(each, bundles) {
  const inside = bundles.filter((bundle) => bundle.package === each.name);
  const notes = inside.filter((bundle) => bundle.state !== "RUNNING");
  return el(
    "li",
    {},
    el(
      "details",
      each.state === "ok" ? {} : { open: "" },
      el("summary", {}, badge(each.state), " ", el("strong", {}, each.name), " ", el("small", {}, each.version || "", " · ", inside.length + " bundles")),
      el("ul", { class: "list" }, (notes.length && each.state !== "ok" ? notes : inside).map((bundle) => line(bundle.name, [bundle.version, bundle.note].filter(Boolean).join(" · "), bundle.state))),
    ),
  );
}

function line(title, more, state) {
  return el("li", { class: "row line" }, el("div", { class: "what" }, el("strong", {}, title), el("small", {}, more)), el("div", { class: "side" }, badge(state)));
}
