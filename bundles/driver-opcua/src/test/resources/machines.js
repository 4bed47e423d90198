// Node maps of machine controls and of a gateway, made by hand after what is published about them; one at a time.
const { DataType } = require("node-opcua-variant");

const COMPANION = "http://opcfoundation.org/UA/CNC";
let last;

// A tree by names: an object is a folder, [type, value] a variable; the namespace goes down until another is named.
function plant(engine, parent, uri, tree) {
  const space = engine.registerNamespace(uri);
  let made;
  for (const [name, what] of Object.entries(tree)) {
    const [own, plain] = name.includes("^") ? name.split("^") : [uri, name];
    const home = own === uri ? space : engine.registerNamespace(own);
    if (Array.isArray(what)) {
      const dataType = DataType[what[0]];
      made = home.addVariable({ componentOf: parent, browseName: plain, dataType, value: { dataType, value: what[1] } });
    } else {
      made = home.addObject(parent === engine.rootFolder.objects
        ? { organizedBy: parent, browseName: plain } : { componentOf: parent, browseName: plain });
      plant(engine, made, uri, what);
    }
  }
  return made;
}

// OPC 40502-1: lists below CncInterface; the members of a list have the machine's own names and namespace.
function companion(own, spindle, axes, channel) {
  const list = {};
  for (const [name, position] of Object.entries(axes)) {
    list[own + "^" + name] = { ActLoad: ["Double", 12], PosDirect: { ActPos: ["Double", position], CmdPos: ["Double", 0] } };
  }
  return { CncInterface: {
    VendorName: ["String", own],
    CncSpindleList: { [own + "^" + spindle]: { ActLoad: ["Double", 41.5], ActSpeed: ["Double", 3000], ActOverride: ["Double", 100] } },
    CncAxisList: list,
    CncChannelList: { [own + "^" + channel]: {
      ActFeedrate: ["Double", 1200], ActMainProgramName: ["String", "O1000"], ActOperationMode: ["Int32", 2],
      ActProgramStatus: ["Int32", 1] } } } };
}

function sinumerik(engine) {
  const space = engine.registerNamespace("SinumerikVarProvider");
  const root = space.addObject({ organizedBy: engine.rootFolder.objects, browseName: "Sinumerik", nodeId: "s=Sinumerik" });
  const add = (nodeId, type, value) => space.addVariable({
    componentOf: root, browseName: nodeId, nodeId: "s=" + nodeId, dataType: DataType[type], value: { dataType: DataType[type], value } });
  add("/Channel/Spindle/driveLoad[u1,1]", "Double", 41.5);
  add("/Channel/Spindle/driveLoad[u2,1]", "Double", 7.5);
  add("/Channel/Spindle/actSpeed[u1,1]", "Double", 3000);
  add("/Channel/GeometricAxis/actToolBasePos[u1,1]", "Double", 12.5);
  add("/Channel/GeometricAxis/actToolBasePos[u1,3]", "Double", -80.25);
  add("/Channel/State/actFeedRateIpo[u1]", "Double", 1200);
  add("/Channel/ProgramInfo/progName[u1]", "String", "O1000");
  add("/Bag/State/opMode[u1]", "UInt16", 2);
  return root;
}

const MAPS = {
  siemens: sinumerik,
  fanuc: engine => plant(engine, engine.rootFolder.objects, COMPANION,
    companion("http://example.com/robodrill", "S1", { X: 12.5, Z: -80.25 }, "Path1")),
  mitsubishi: engine => plant(engine, engine.rootFolder.objects, COMPANION,
    companion("http://example.com/m800", "Spindle", { X: 12.5, Y: 3, Z: -80.25 }, "Part system 1")),
  heidenhain: engine => plant(engine, engine.rootFolder.objects, "http://heidenhain.de/NC/", { Machine: {
    OperatingMode: { CurrentState: ["Int32", 2] },
    Channels: { Channel0: {
      SpindleOverride: ["Double", 100], FeedOverride: ["Double", 100], Program: { CurrentCall: ["String", "O1000"] },
      "http://example.com/builder^Spindle": { Load: ["Double", 41.5], Speed: ["Double", 3000] },
      Axes: { X: { Position: ["Double", 12.5] }, Z: { Position: ["Double", -80.25] } }, Feed: ["Double", 1200] } } } }),
  wirelesshart: engine => plant(engine, engine.rootFolder.objects, "http://example.com/gateway", { "PT-101": {
    PV: ["Float", 4.5], SV: ["Float", 21.5], TV: ["Float", 3.5], QV: ["Float", 7.25], PV_HEALTHY: ["Boolean", true],
    STATUS: ["Byte", 0x40] } }),
  twin: engine => plant(engine, engine.rootFolder.objects, COMPANION, { CncInterface: { CncSpindleList: {
    S1: { ActLoad: ["Double", 1] }, S2: { ActLoad: ["Double", 2] } } } })
};

exports.install = (engine, name) => {
  if (last) {
    engine.deleteNode(last);
  }
  last = MAPS[name](engine);
  return "machine " + name;
};
