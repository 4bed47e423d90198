import { card, el, empty, get, page, table, time } from "./view.js";
import { decide, field, form, post, reason, whoBar } from "./who.js";
import { number } from "./units.js";

/** Points that are heard and not declared: map them to assets, look at what comes of it, bring it into force. */
export async function heard() {
  const [{ points }, { assets }] = await Promise.all([get("/api/heard"), get("/api/assets?limit=200&q=")]);
  return page(
    el("h1", {}, "Heard ", el("small", {}, "points that sources tell of and no document names")),
    whoBar(),
    el("div", { class: "grid" }, points.length ? mapping(points, assets) : card("", empty("Nothing: every point that was heard since the gateway started stands in the site documents."))),
  );
}

function mapping(points, assets) {
  const known = el("datalist", { id: "assets" }, assets.map((each) => el("option", { value: each.id }, each.path)));
  const rows = points.map((each) => row(each));
  const result = el("div", { role: "status" });
  const kept = async () => {
    const chosen = rows.filter((each) => each.take.checked);
    if (!chosen.length) throw new Error("Tick the points that are to be declared.");
    const made = await post("/api/heard/declare", { points: chosen.map((each) => each.told()) });
    result.replaceChildren(...(await version(made)));
    return "Checked and kept aside; nothing is in force yet.";
  };
  return card(
    "Choose asset, unit and name",
    el("p", { class: "soft" }, "An asset's id, a UCUM unit (bar, Cel, m/s2, /min; empty for none) and a name for people. What comes of it are lines of mapped-points.yaml and mapped-streams.yaml in a new version of the site documents, which is checked as a whole; it changes nothing until somebody brings it into force."),
    known,
    form(
      table(["Declare", "Point", "Heard", "Value #", "Asset", "Name", "Unit", "Record"], rows.map((each) => each.cells)),
      el("div", { class: "buttons" }, button(kept)),
    ),
    result,
  );
}

/** A button as on the desks, after which the page stays as it is: what came of it is shown below. */
function button(work) {
  const made = el("button", { type: "button", class: "strong" }, "Check and keep aside");
  const said = el("span", { role: "status" });
  made.addEventListener("click", async () => {
    made.disabled = true;
    try {
      said.className = "";
      said.textContent = await work();
    } catch (failure) {
      said.className = "error";
      said.textContent = failure.message;
    } finally {
      made.disabled = false;
    }
  });
  return el("span", {}, made, " ", said);
}

function row(each) {
  const take = el("input", { type: "checkbox", "aria-label": "declare " + each.id });
  const asset = el("input", { list: "assets", value: each.asset || "", "aria-label": "asset of " + each.id, size: 14 });
  const name = el("input", { value: each.name || each.id, maxlength: 100, "aria-label": "name of " + each.id, size: 14 });
  const unit = el("input", { value: each.unit || "", maxlength: 20, "aria-label": "unit of " + each.id, size: 6 });
  const record = el("input", { type: "checkbox", checked: "", "aria-label": "record " + each.id });
  const value = each.rate === undefined ? number(each.value, each.unit) : "waveform, " + number(each.rate, "Hz");
  return {
    take,
    cells: [take, [el("code", {}, each.id), el("div", {}, el("small", {}, each.reason))], time(each.at), value, asset, name, unit, each.rate === undefined ? record : "RMS"],
    told: () => ({ id: each.id, asset: asset.value, name: name.value, unit: unit.value, record: record.checked, waveform: each.rate !== undefined }),
  };
}

async function version(made) {
  const changes = await get("/api/versions/" + encodeURIComponent(made.version));
  const why = reason("why these points are declared");
  const activate = async () => {
    const done = await post("/api/versions/" + encodeURIComponent(made.version) + "/activate", { why: why.value, with: changes.inForce });
    return done.inForce + " is in force";
  };
  return [
    el("h3", {}, "Version ", el("code", {}, made.version)),
    ...changes.files.map((file) => el("div", {}, el("strong", {}, file.file), el("pre", { class: "change" }, file.lines.map((text) => el("span", { class: text.startsWith("+") ? "came" : "went" }, text + "\n"))))),
    form(field("Reason", why), el("div", { class: "buttons" }, decide("Bring this version into force", activate, "strong"))),
    el("p", { class: "soft" }, "It stays kept aside: the page Documents has it as well, for somebody else to look at."),
  ];
}
