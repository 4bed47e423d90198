// What people and controls have for names: a namespace with the characters that part node ids, names with those that
// part YAML, and node ids of all four kinds. Values change with the commands of server.js, by the keys here.
const { DataType } = require("node-opcua-variant");
const { NodeId, NodeIdType } = require("node-opcua-nodeid");
const { standardUnits } = require("node-opcua-data-access");

const MAKER = "urn:maker:Presse #4;Größe 100%";

exports.install = (engine, nodes) => {
  const space = engine.registerNamespace(MAKER);
  const id = (type, value) => new NodeId(type, value, space.index);
  const press = space.addObject({
    organizedBy: engine.rootFolder.objects, browseName: "Presse: \"Nr. 4\" #1", nodeId: id(NodeIdType.STRING, "Presse: \"Nr. 4\" #1") });
  const add = (key, browseName, nodeId, dataType, value) => {
    nodes[key] = space.addVariable({ componentOf: press, browseName, nodeId, dataType, minimumSamplingInterval: 50 });
    nodes[key].setValueFromSource({ dataType, value });
  };
  nodes.oil = space.addAnalogDataItem({
    componentOf: press, browseName: "Öldruck: \"A\\B\" #1 {x}, 'y' & [z]", dataType: "Double",
    nodeId: id(NodeIdType.STRING, "DB 1.\"Öl\\Druck\": #1; {x}=[y], 'z' & *a !b %41"),
    engineeringUnitsRange: { low: 0, high: 250 }, engineeringUnits: standardUnits.bar });
  nodes.oil.setValueFromSource({ dataType: DataType.Double, value: 121.25 });
  add("heat", "Wärme", id(NodeIdType.NUMERIC, 4711), DataType.Float, 61.5);
  add("strokes", "- no", id(NodeIdType.GUID, "72962B91-FA75-4AE6-8D28-B404DC7DAF63"), DataType.UInt32, 4000000000);
  add("torque", "~", id(NodeIdType.BYTESTRING, Buffer.from([0xfb, 0xff, 0x00, 0x3d])), DataType.Int16, -7);
  add("runs", "läuft", id(NodeIdType.STRING, "true"), DataType.Boolean, true);
  add("part", "Teil", id(NodeIdType.STRING, "Teil"), DataType.String, "42");
};
