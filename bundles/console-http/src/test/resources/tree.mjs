// What a branch of the page Browse shows, without a browser: arguments are the folder of the pages' scripts and what is
// to be done. Tells what stands there then, as JSON.
import { pathToFileURL } from "node:url";

class Part {
  constructor(name) {
    Object.assign(this, { name, attributes: {}, parts: [], heard: {}, value: "", checked: false });
  }
  setAttribute(key, value) {
    this.attributes[key] = value;
  }
  removeAttribute(key) {
    delete this.attributes[key];
  }
  append(...more) {
    this.parts.push(...more);
  }
  replaceChildren(...more) {
    this.parts = more;
  }
  addEventListener(kind, listener) {
    this.heard[kind] = listener;
  }
  focus() {}
  get words() {
    return this.parts.map((part) => (part instanceof Part ? part.words : String(part))).join("");
  }
  all(name) {
    return [this, ...this.parts.filter((part) => part instanceof Part).flatMap((part) => part.all())].filter((part) => !name || part.name === name);
  }
}

globalThis.document = { createElement: (name) => new Part(name) };
const asked = [];
globalThis.fetch = (path) =>
  new Promise((done) => asked.push({ query: new URLSearchParams(path.split("?")[1]), tell: (body, ok = true) => done({ ok, json: async () => body }) }));
const settled = () => new Promise((done) => setImmediate(done));

const [folder, what] = process.argv.slice(2);
const { branchOf } = await import(pathToFileURL(folder + "/tree.js"));
const { ownName } = await import(pathToFileURL(folder + "/names.js"));
const picked = [];
const branch = branchOf({ path: "/api/browse/press-4", node: "", name: "press-4", trail: [], picks: { has: () => false, set: (node) => picked.push(node.channel) } });
const value = (name) => ({ id: name, name, opens: false, type: "Double", text: "1", value: 1, good: true, state: "Good", channel: { "node.id": name } });
const shown = () => branch.content.all("li").map((item) => item.words);

const scenarios = {
  // The box is found once the first part stands there; then the device is slow with the next one.
  async finds() {
    branch.open();
    asked[0].tell({ nodes: [value("load")], fits: 3, whole: true });
    await settled();
    const within = branch.content.all("input").find((part) => part.attributes.type === "search");
    branch.content.all("button")[0].heard.click();
    within.value = " speed ";
    within.heard.change();
    asked[1].tell({ nodes: [value("torque"), value("power")], fits: 3, whole: true });
    await settled();
    asked[2]?.tell({ nodes: [value("speed")], fits: 1, whole: true });
    await settled();
    return { asked: asked.map(({ query }) => query.get("find") + " from " + query.get("from")), shown: shown().map((words) => words.match(/[a-z]+/)[0]) };
  },
  async fails() {
    branch.open();
    branch.content.all();
    asked[0].tell({ nodes: [value("load")], fits: 2, whole: true });
    await settled();
    const within = branch.content.all("input").find((part) => part.attributes.type === "search");
    branch.content.all("button")[0].heard.click();
    within.value = "speed";
    within.heard.change();
    asked[1].tell({ error: "it did not answer" }, false);
    await settled();
    asked[2]?.tell({ nodes: [value("speed")], fits: 1, whole: true });
    await settled();
    return { asked: asked.length, shown: shown().map((words) => words.match(/[a-z]+/)[0]), error: branch.content.words.includes("did not answer") };
  },
  // Of a type that nobody knows, and without a value: a structure, or a number for who knows better.
  async ticks() {
    branch.open();
    const unknown = { id: "mode", name: "mode", opens: true, type: "", text: "", good: false, state: "Bad_NoCommunication", channel: { "node.id": "mode" } };
    const folderOf = { id: "spindle", name: "spindle", opens: true };
    asked[0].tell({ nodes: [unknown, folderOf], fits: 2, whole: true });
    await settled();
    const boxes = branch.content.all("input").filter((part) => part.attributes.type === "checkbox");
    boxes.forEach((box) => box.heard.change());
    branch.content.all("details").forEach((part) => Object.assign(part, { open: true }).heard.toggle());
    const again = branch.again();
    asked.slice(1, 3).forEach((each) => each.tell({ nodes: [], fits: 0, whole: true }));
    await settled();
    asked[3].tell({ nodes: [{ ...unknown, good: true, state: "Good", value: 3, text: "3" }, folderOf], fits: 2, whole: true });
    await again;
    return { picked, opened: asked.slice(1, 3).map(({ query }) => query.get("node")), shown: shown() };
  },
  async names() {
    const taken = [];
    for (const [name, ...trail] of [["Öldruck: \"A\" #1"], ["Température"], ["-"], ["Value", "Achse X"], ["Value", "Achse Y"], ["Value", "Achse Y"], ["Value", "Achse Y"]]) taken.push(ownName({ name }, trail, taken));
    return taken;
  },
};

console.log(JSON.stringify(await scenarios[what]()));
