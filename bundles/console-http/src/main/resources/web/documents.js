import { badge, card, el, empty, facts, get, page, percent, time } from "./view.js";
import { decide, field, form, post, reason, whoBar } from "./who.js";

export async function documents() {
  const [all, models] = await Promise.all([get("/api/versions"), get("/api/models")]);
  return page(
    el("h1", {}, "Documents"),
    whoBar(),
    el(
      "div",
      { class: "grid" },
      (all.refusals || []).length ? card("The newest documents were refused", el("p", {}, "What was in force stays. Mend these lines and save:"), el("ul", {}, all.refusals.map((each) => el("li", {}, el("code", {}, each))))) : undefined,
      card("Site documents", all.versions.length ? el("div", { class: "list" }, all.versions.map(version)) : empty("No version was ever in force.")),
      (all.kept || []).length ? card("Checked and kept aside; never in force", el("div", { class: "list" }, all.kept.map(version))) : undefined,
      (all.refused || []).length ? card("Refused before", el("ol", { class: "steps" }, all.refused.map((each) => el("li", { class: "REFUSED" }, time(each.at), " ", each.where || "", (each.problems || []).map((words) => el("div", {}, el("code", {}, words))))))) : undefined,
      card("Model", models.models.length ? models.models.map(model) : empty("No model is loaded.")),
    ),
  );
}

function version(each) {
  const inside = el("div", { class: "inside" });
  const node = el(
    "details",
    { class: "case" },
    el(
      "summary",
      { class: "row line" },
      el("div", { class: "what" }, el("strong", {}, el("code", {}, each.id)), each.from ? el("small", {}, "from " + each.from) : undefined, el("small", {}, each.files.length + " files")),
      el("div", { class: "side" }, each.inForce ? badge("ACTIVE") : undefined, each.at ? el("small", {}, "since ", time(each.at)) : undefined),
    ),
    inside,
  );
  node.addEventListener("toggle", async () => {
    if (!node.open || inside.firstChild) return;
    try {
      inside.append(...opened(each, await get("/api/versions/" + encodeURIComponent(each.id))));
    } catch (failure) {
      inside.append(empty(failure.message));
    }
  });
  return node;
}

function opened(each, changes) {
  const why = reason("why it should be in force again");
  const back = async () => {
    const done = await post("/api/versions/" + encodeURIComponent(each.id) + "/activate", { why: why.value, with: changes.inForce });
    return done.inForce + " is in force";
  };
  return [
    el("p", { class: "soft" }, changes.with ? "What it changed against " : "The first version that was in force: ", changes.with ? el("code", {}, changes.with) : ""),
    ...changes.files.map((file) => el("div", {}, el("strong", {}, file.file), el("pre", { class: "change" }, file.lines.map(changed), file.cut ? "… more lines" : ""))),
    changes.files.length ? "" : empty("Nothing differs."),
    each.inForce ? "" : form(field("Reason", why), el("div", { class: "buttons" }, decide(each.at ? "Bring this version back into force" : "Bring this version into force", back, "strong"))),
  ];
}

function changed(text) {
  return el("span", { class: text.startsWith("+") ? "came" : "went" }, text + "\n");
}

function model(each) {
  return facts([
    ["Name", each.name + " " + each.version],
    ["Finds", each.classes.join(", ")],
    ["Tiers of its card", Object.entries(each.thresholds).map(([tier, value]) => tier + " " + percent(value)).join(", ")],
    ["Looks at", each.width + " × " + each.height + " pixels, " + each.layout],
    ["Runs on", each.provider + (each.reason ? ", " + each.reason : "")],
    ["File", el("code", {}, each.sha256)],
  ]);
}
