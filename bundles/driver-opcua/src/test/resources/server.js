// An OPC UA server of another maker's stack (node-opcua), on 127.0.0.1. Arguments: port, folder of its
// certificates, options as JSON. Tells "ready" once it listens; then takes commands, one a line.
const fs = require("fs");
const path = require("path");
const machines = require("./machines.js");
const odd = require("./odd.js");
const readline = require("readline");
const ua = require("node-opcua-server");
const { OPCUACertificateManager } = require("node-opcua-certificate-manager");
const { AttributeIds, coerceLocalizedText } = require("node-opcua-data-model");
const { Variant, DataType } = require("node-opcua-variant");
const { StatusCodes } = require("node-opcua-status-code");
const { standardUnits } = require("node-opcua-data-access");
const { TransferResult } = require("node-opcua-types");
const { SecurityPolicy, MessageSecurityMode, getCryptoFactory } = require("node-opcua-secure-channel");

// This version names its signature otherwise than OPC 10000-7 does, and a client that looks refuses it.
getCryptoFactory(SecurityPolicy.Aes256_Sha256_RsaPss).asymmetricSignatureAlgorithm =
  "http://opcfoundation.org/UA/security/rsa-pss-sha2-256";

const [port, folder, json] = process.argv.slice(2);
const options = Object.assign(
  { before: 0, fast: 0, odd: false, users: true, anonymous: true, acceptUnknown: true, expired: false },
  JSON.parse(json || "{}"));
const PLANT = "http://bellcrank.example/plant";
const host = "127.0.0.1";
const applicationUri = "urn:bellcrank:example:server";

// A key takes seconds to make, and any will do: one for all servers of all tests of this module.
const shared = path.join("target", "server-key.pem");

async function certificates(name, acceptUnknown) {
  const key = path.join(folder, name, "own", "private", "private_key.pem");
  if (!fs.existsSync(key) && fs.existsSync(shared)) {
    fs.mkdirSync(path.dirname(key), { recursive: true });
    fs.copyFileSync(shared, key);
  }
  const manager = new OPCUACertificateManager({
    rootFolder: path.join(folder, name), keySize: 2048, automaticallyAcceptUnknownCertificate: acceptUnknown });
  await manager.initialize();
  if (!fs.existsSync(shared) && fs.existsSync("target")) {
    fs.copyFileSync(key, shared + process.pid);
    fs.renameSync(shared + process.pid, shared);
  }
  return manager;
}

async function own(manager) {
  const file = path.join(folder, options.expired ? "expired.pem" : "server.pem");
  if (!fs.existsSync(file)) {
    const day = 24 * 3600 * 1000;
    await manager.createSelfSignedCertificate({
      outputFile: file, subject: "/CN=Plant/O=Bellcrank", applicationUri, dns: ["localhost"], ip: [host],
      startDate: new Date(Date.now() - (options.expired ? 40 : 1) * day), validity: options.expired ? 10 : 365 });
  }
  return file;
}

function variables(space, device) {
  const nodes = {};
  const add = (name, dataType, value, more) => {
    const variable = space.addVariable(Object.assign({
      componentOf: device, browseName: name, nodeId: "s=" + name, dataType, minimumSamplingInterval: 50,
      accessLevel: "CurrentRead | CurrentWrite | HistoryRead", userAccessLevel: "CurrentRead | CurrentWrite | HistoryRead"
    }, more || {}));
    variable.setValueFromSource({ dataType, value });
    nodes[name] = variable;
    return variable;
  };
  add("load", DataType.Double, 41.5);
  add("speed", DataType.Int32, 1500);
  add("count", DataType.UInt32, 4000000000);
  add("running", DataType.Boolean, true);
  add("tool", DataType.String, "M42");
  add("ratio", DataType.Float, 20.3);
  add("made", DataType.DateTime, new Date(1760000000000));
  add("raw", DataType.ByteString, Buffer.from([1, 2, 3]));
  add("axes", DataType.Double, [1, 2.5], { valueRank: 1, arrayDimensions: [2] });
  add("setpoint", DataType.Double, 10);
  add("locked", DataType.Double, 10);
  add("fixed", DataType.Double, 10, { accessLevel: "CurrentRead", userAccessLevel: "CurrentRead" });
  add("tag", DataType.Int32, 1, { dataType: "BaseDataType" });
  add("mode", DataType.Int32, 0, { dataType: "ServerState" });
  add("reject", DataType.Boolean, false);
  // Every change is a value of its own, however fast they come.
  add("burst", DataType.Double, 0, { minimumSamplingInterval: 0 });
  // As a server that stands before a control: the control does it, and its answer is lost on the way.
  let behind = false;
  const gate = space.addVariable({
    componentOf: device, browseName: "gate", nodeId: "s=gate", dataType: DataType.Boolean,
    accessLevel: "CurrentRead | CurrentWrite", userAccessLevel: "CurrentRead | CurrentWrite",
    value: {
      get: () => new Variant({ dataType: DataType.Boolean, value: behind }),
      set: given => {
        behind = given.value;
        return given.value ? StatusCodes.BadTimeout : StatusCodes.Good;
      }
    }
  });
  nodes.gate = gate;
  nodes.pressure = space.addAnalogDataItem({
    componentOf: device, browseName: "pressure", nodeId: "s=pressure", dataType: "Double",
    engineeringUnitsRange: { low: 0, high: 250 }, instrumentRange: { low: 0, high: 400 },
    engineeringUnits: standardUnits.bar
  });
  nodes.pressure.setValueFromSource({ dataType: DataType.Double, value: 121.25 });
  for (let i = 0; i < options.fast; i++) {
    add("f" + i, DataType.Double, 0, { minimumSamplingInterval: 0 });
  }
  return nodes;
}

async function main() {
  const manager = await certificates("pki", options.acceptUnknown);
  const users = await certificates("users", false);
  const file = await own(manager);
  const server = new ua.OPCUAServer({
    port: Number(port), host, hostname: host, alternateHostname: [host, "localhost"], resourcePath: "/plant",
    serverInfo: { applicationUri }, serverCertificateManager: manager, userCertificateManager: users,
    certificateFile: file, privateKeyFile: manager.privateKey,
    securityPolicies: [SecurityPolicy.None, SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes128_Sha256_RsaOaep,
      SecurityPolicy.Aes256_Sha256_RsaPss],
    securityModes: [MessageSecurityMode.None, MessageSecurityMode.Sign, MessageSecurityMode.SignAndEncrypt],
    allowAnonymous: options.anonymous, disableDiscovery: true, registerServerMethod: 1,
    userManager: { isValidUser: (user, password) => user === "operator" && password === "gearbox-7" },
    maxConnectionsPerEndpoint: 50,
    serverCapabilities: { maxSessions: 50, minSupportedSampleRate: 0 }
  });
  await server.initialize();
  const engine = server.engine.addressSpace;
  for (let i = 0; i < options.before; i++) {
    engine.registerNamespace("http://bellcrank.example/other/" + i);
  }
  const space = engine.registerNamespace(PLANT);
  const device = space.addObject({
    organizedBy: engine.rootFolder.objects, browseName: "Spindle", nodeId: "s=spindle", eventNotifier: 1,
    eventSourceOf: engine.rootFolder.objects.server });
  const nodes = variables(space, device);
  if (options.odd) {
    odd.install(engine, nodes);
  }
  const calls = [];
  space.addMethod(device, {
    browseName: "reset", nodeId: "s=reset",
    inputArguments: [{ name: "to", dataType: DataType.UInt32, description: { text: "count" } }],
    outputArguments: [{ name: "was", dataType: DataType.UInt32, description: { text: "count" } }]
  }).bindMethod((inputs, context, done) => {
    calls.push(inputs[0].value);
    done(null, { statusCode: StatusCodes.Good, outputArguments: [{ dataType: DataType.UInt32, value: 7 }] });
  });
  const loadHigh = engine.getOwnNamespace().instantiateNonExclusiveLimitAlarm("NonExclusiveLimitAlarmType", {
    browseName: "LoadHigh", nodeId: "ns=1;s=LoadHigh", conditionSource: device, conditionName: "LoadHigh", conditionOf: device, componentOf: device,
    inputNode: nodes.load, lowLowLimit: -100, lowLimit: -50, highLimit: 80, highHighLimit: 95, optionals: ["ConfirmedState"] });
  engine.installAlarmsAndConditionsService();
  engine.installHistoricalDataNode(nodes.speed, { maxOnlineValues: 5000 });
  engine.installHistoricalDataNode(nodes.burst, { maxOnlineValues: 5000 });

  // Everything that would change something here, whoever asks and whatever becomes of it.
  const audit = [];
  let histories = 0;
  let released = 0;
  let transferred = 0;
  server.on("request", request => {
    const kind = request.schema.name;
    if (kind === "WriteRequest") {
      for (const each of request.nodesToWrite) {
        audit.push(each.nodeId.value + "=" + each.value.value.value);
      }
    } else if (kind === "HistoryReadRequest") {
      histories++;
    } else if (kind === "TransferSubscriptionsRequest") {
      transferred++;
    } else if (kind === "BrowseNextRequest") {
      released += request.releaseContinuationPoints ? 1 : 0;
    } else if (/^(Call|HistoryUpdate|AddNodes|AddReferences|DeleteNodes|DeleteReferences)Request$/.test(kind)) {
      audit.push(kind);
    }
  });

  await server.start();
  let timer;
  let round = 0;
  const commands = {
    set: ([name, type, value, status, at]) => {
      const dataType = DataType[type];
      const given = type === "Null" ? undefined : type === "Boolean" ? value === "true" : type === "String" ? value : Number(value);
      nodes[name].setValueFromSource({ dataType, value: given }, StatusCodes[status || "Good"],
        at ? new Date(Number(at)) : new Date());
      return "set";
    },
    // Many values at once, a millisecond apart, from this time on.
    steps: ([name, type, first, count, at]) => {
      for (let i = 0; i < Number(count); i++) {
        nodes[name].setValueFromSource({ dataType: DataType[type], value: Number(first) + i },
          StatusCodes.Good, new Date(Number(at) + i));
      }
      return "stepped";
    },
    // Sessions and their subscriptions are gone, as after a restart that keeps the history; or sessions alone,
    // and their subscriptions wait to be transferred.
    forget: ([keep]) => {
      for (const session of Object.values(server.engine._sessions)) {
        server.engine.closeSession(session.authenticationToken, keep !== "keep", "Forcing");
      }
      return "forgot";
    },
    // Transfers of subscriptions end so, by the name of a status code.
    transfers: ([status]) => {
      server.engine.transferSubscription = async () => new TransferResult({ statusCode: StatusCodes[status] });
      return "transfers " + status;
    },
    transferred: () => "transferred " + transferred,
    run: ([count, every]) => {
      round = 0;
      timer = setInterval(() => {
        round++;
        const now = new Date();
        for (let i = 0; i < options.fast; i++) {
          nodes["f" + i].setValueFromSource({ dataType: DataType.Double, value: round }, StatusCodes.Good, now);
        }
        if (round >= Number(count)) {
          clearInterval(timer);
          console.log("ran " + round);
        }
      }, Number(every));
      return "running";
    },
    // A person acknowledges what came and went before; that is told as an event of a branch.
    acknowledge: () => {
      const [branch] = loadHigh.getBranches();
      return "acknowledged " + (loadHigh._acknowledge_branch(
        branch.getEventId(), coerceLocalizedText("seen"), branch, "acknowledge") || StatusCodes.Good).name;
    },
    machine: ([name]) => machines.install(engine, name),
    value: ([name]) => "value " + nodes[name].readValue().value.value,
    calls: () => "calls " + calls.join(","),
    histories: () => "histories " + histories,
    released: () => "released " + released,
    audit: () => "audit " + audit.join(","),
    subscriptions: () => "subscriptions " + server.engine.currentSubscriptionCount
  };
  readline.createInterface({ input: process.stdin }).on("line", line => {
    const [word, ...rest] = line.split(" ");
    try {
      console.log(commands[word](rest));
    } catch (e) {
      console.log("failed " + line + ": " + e.message);
    }
  }).on("close", () => process.exit(0));
  console.log("ready " + space.index);
}

main().catch(e => {
  console.log("failed " + e.stack);
  process.exit(1);
});
