/** How points are called that people pick: a proposal, to be changed by them. */

const letters = { ä: "ae", ö: "oe", ü: "ue", Ä: "Ae", Ö: "Oe", Ü: "Ue", ß: "ss", ø: "o", Ø: "O", æ: "ae", Æ: "Ae", ł: "l", Ł: "L", µ: "u" };

/** Of what ids may have; letters with marks become those without. */
function slug(text) {
  const plain = text.normalize("NFC").replace(/[äöüÄÖÜßøØæÆłŁµ]/g, (letter) => letters[letter]).normalize("NFD").replace(/\p{M}/gu, "");
  return plain.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[^A-Za-z0-9]+|-+$/g, "").slice(0, 60) || "value";
}

/** The end of a point's id: the node's name, and what lies above it where that is taken. */
export function ownName(node, trail, taken) {
  const name = slug(node.name);
  const own = taken.includes(name) && trail.length ? slug(trail.at(-1)) + "-" + name : name;
  let some = own;
  for (let n = 2; taken.includes(some); n++) some = own + "-" + n;
  return some;
}
