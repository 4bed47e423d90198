import { el, get } from "./view.js";
import { decide, field, form, post, reason } from "./who.js";

/** How points come into the documents from a page: a version that is checked and kept aside, shown, and brought into force. */

/** The assets to choose from, for inputs with list="assets". */
export async function assetList() {
  const { assets } = await get("/api/assets?limit=200&q=");
  return el("datalist", { id: "assets" }, assets.map((each) => el("option", { value: each.id }, each.path)));
}

/** A button as on the desks, after which the page stays as it is: what came of it is shown beside it. */
export function stay(label, work) {
  const made = el("button", { type: "button", class: "strong" }, label);
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

/** Posts points and shows the version that came of it, to be brought into force from there. */
export function keepAside(path, points, result) {
  return kept(path, { points }, result, "why these points are declared");
}

/** Posts what is to be kept aside and shows the version that came of it. */
export async function kept(path, given, result, example) {
  const made = await post(path, given);
  result.replaceChildren(...(await version(made, example)));
  return "Checked and kept aside; nothing is in force yet.";
}

async function version(made, example) {
  const changes = await get("/api/versions/" + encodeURIComponent(made.version));
  const why = reason(example);
  const activate = async () => {
    const { inForce } = await get("/api/versions/" + encodeURIComponent(made.version));
    if (inForce !== changes.inForce) throw new Error("Other documents came into force meanwhile (" + inForce + "), so nothing was changed. Check and keep aside once more: the points are then added to what is in force now.");
    const done = await post("/api/versions/" + encodeURIComponent(made.version) + "/activate", { why: why.value, with: changes.inForce });
    return done.inForce + " is in force; the page Points shows what its points tell";
  };
  return [
    el("h3", {}, "Version ", el("code", {}, made.version)),
    ...changes.files.map((file) => el("div", {}, el("strong", {}, file.file), el("pre", { class: "change" }, file.lines.map((text) => el("span", { class: text.startsWith("+") ? "came" : "went" }, text + "\n"))))),
    form(field("Reason", why), el("div", { class: "buttons" }, decide("Bring this version into force", activate, "strong"))),
    el("p", { class: "soft" }, "It stays kept aside: the page Documents has it as well, for somebody else to look at."),
  ];
}
