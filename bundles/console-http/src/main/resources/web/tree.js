import { el, get } from "./view.js";
import { age, number, unitOf } from "./units.js";

const PAGE = 50;

/**
 * What lies below one node of a device, read when it is opened, a part at a time.
 *
 * @param path of the device's route
 * @param trail names of the nodes above
 * @param picks what was ticked so far
 */
export function branchOf({ path, node, name, trail, picks }) {
  const list = el("ul", { class: "tree", "aria-label": "below " + name });
  const foot = el("div", { class: "foot", role: "status" });
  const content = el("div", {}, list, foot);
  const within = el("input", { type: "search", size: 16, "aria-label": "find below " + name, placeholder: "find in all of them" });
  const children = [];
  let state = "closed";
  let total = 0;
  let asked = "";
  let finds = 0;
  let focus = false;
  within.addEventListener("change", () => {
    asked = within.value.trim();
    finds++;
    focus = true;
    children.length = 0;
    list.replaceChildren();
    load();
  });

  const part = (from, limit) => get(path + "?" + new URLSearchParams({ node, find: asked, from, limit }));

  /** The next part; an answer to what was looked for before is of no use any more. */
  async function next() {
    for (;;) {
      const mine = finds;
      try {
        const told = await part(children.length, PAGE);
        if (mine === finds) return told;
      } catch (failure) {
        if (mine === finds) throw failure;
      }
    }
  }

  async function load() {
    if (state === "loading") return;
    state = "loading";
    list.setAttribute("aria-busy", "true");
    foot.replaceChildren(el("span", { class: "soft" }, "Asking the device …"));
    try {
      const told = await next();
      total = told.fits;
      for (const each of told.nodes) {
        const child = each.opens ? opens(each) : leaf(each);
        children.push(child);
        list.append(child.item);
      }
      state = "open";
      rest(told);
      if (focus) within.focus();
      focus = false;
    } catch (failure) {
      state = "failed";
      foot.replaceChildren(el("p", { class: "error" }, failure.message), button("Try again", load));
    } finally {
      list.removeAttribute("aria-busy");
    }
  }

  function rest(told) {
    const left = told.fits - children.length;
    const words = !told.fits ? (asked ? "Nothing below has that in its name." : "Nothing lies below.") : left > 0 ? children.length.toLocaleString() + " of " + told.fits.toLocaleString() + " are shown." : "";
    const cut = told.whole ? "" : " There are more than the device was asked for: a find looks among these alone.";
    const large = asked || left > 0 || !told.whole;
    foot.replaceChildren(...[words + cut ? el("span", { class: "soft" }, words + cut) : undefined, left > 0 ? button("Show more", load) : undefined, large ? within : undefined].filter(Boolean));
  }

  function opens(each) {
    const below = branchOf({ path, node: each.id, name: each.name, trail: [...trail, each.name], picks });
    const own = each.channel ? leaf(each) : undefined; // nothing tells what it is: a person may know it to be a number
    const title = own ? ["what lies below " + each.name] : [each.name, each.type ? el("small", {}, " " + each.type) : undefined];
    const box = el("details", {}, el("summary", {}, ...title), below.content);
    box.addEventListener("toggle", () => box.open && below.open());
    const item = own ? own.item : el("li");
    item.append(box);
    return {
      item,
      id: each.id,
      update: own?.update,
      fits: (words) => {
        if (each.name.toLowerCase().includes(words)) {
          below.filter("");
          return true;
        }
        const inside = below.filter(words);
        if (inside) box.open = true;
        return inside;
      },
      again: () => (box.open ? below.again() : undefined),
    };
  }

  function leaf(each) {
    const place = el("div", { class: "leaf" });
    const item = el("li", {}, place);
    const box = el("input", { type: "checkbox", "aria-label": "pick " + each.name, disabled: each.unfit || each.point ? "" : undefined });
    box.checked = picks.has(each.id);
    box.addEventListener("change", () => picks.set(each, trail, box));
    const cells = el("div", { class: "now" });
    const update = (now) => cells.replaceChildren(...held(now));
    update(each);
    place.append(el("label", {}, box, el("span", {}, each.name, el("small", {}, " " + (each.type || "") + (each.unfit ? ", " + each.unfit : "")), each.point ? [" ", el("a", { href: "#/points/" + encodeURIComponent(each.point) }, "is point " + each.point)] : undefined)), cells);
    return { item, id: each.id, update, fits: (words) => each.name.toLowerCase().includes(words) };
  }

  return {
    content,
    open: () => (state === "closed" ? load() : undefined),
    /** Shows only what has the words in its name, and what holds such; whether there is any. */
    filter: (words) => {
      let any = false;
      for (const child of children) {
        const fits = child.fits(words);
        child.item.hidden = Boolean(words) && !fits;
        any = any || fits;
      }
      return any;
    },
    /** Reads the values of what is open once more. */
    again: async () => {
      if (state !== "open") return;
      for (let from = 0; from < Math.min(children.length, total); from += PAGE) {
        const told = await part(from, PAGE);
        for (const each of told.nodes) children.find((child) => child.id === each.id)?.update?.(each);
      }
      for (const child of children) await child.again?.();
    },
  };
}

function button(words, work) {
  const made = el("button", { type: "button" }, words);
  made.addEventListener("click", work);
  return made;
}

function held(now) {
  const unit = now.unit || now.unitText;
  const range = now.low !== undefined && now.high !== undefined ? number(now.low) + " to " + number(now.high, unit) : "";
  return [
    el("b", {}, now.value === undefined ? now.text + (now.text && unit ? " " + unitOf(unit) : "") : number(now.value, unit)),
    el("small", {}, range),
    el("span", { class: "badge " + (now.good ? "ok" : "failed") }, now.state),
    el("small", {}, now.age === undefined ? "" : age(Math.max(0, now.age)) + " old"),
  ];
}
