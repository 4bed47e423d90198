// An OPC UA client of another maker's stack (node-opcua). Arguments: url, folder with cert.pem, key.pem.
// Tells "ready", then takes commands, one a line, each with one line as answer; what subscriptions
// hear comes as "changed …" and "event …".
const path = require("path");
const readline = require("readline");
const { OPCUAClient, UserTokenType, ClientSubscription, AttributeIds } = require("node-opcua-client");
const { OPCUACertificateManager } = require("node-opcua-certificate-manager");
const { SecurityPolicy, MessageSecurityMode, getCryptoFactory } = require("node-opcua-secure-channel");
const { Variant, DataType } = require("node-opcua-variant");
const { constructEventFilter, SimpleAttributeOperand } = require("node-opcua-service-filter");
const { QualifiedName } = require("node-opcua-data-model");
const { CreateSessionRequest } = require("node-opcua-service-session");
const fs = require("fs");

// This version names its signature otherwise than OPC 10000-7 does, and a server that looks refuses it.
getCryptoFactory(SecurityPolicy.Aes256_Sha256_RsaPss).asymmetricSignatureAlgorithm =
  "http://opcfoundation.org/UA/security/rsa-pss-sha2-256";

const [url, folder] = process.argv.slice(2);
let client, session, subscription;

const text = value => value === null || value === undefined ? "null"
  : value instanceof Date ? value.toISOString() : value.text !== undefined ? value.text : String(value);

async function leave() {
  const gone = client;
  client = session = subscription = undefined;
  if (gone) {
    await gone.disconnect();
  }
}

async function connect(options) {
  await leave();
  const manager = new OPCUACertificateManager({
    rootFolder: path.join(folder, "pki"), automaticallyAcceptUnknownCertificate: true });
  await manager.initialize();
  client = OPCUAClient.create({
    applicationName: "SCADA", applicationUri: options.uri, clientCertificateManager: manager,
    certificateFile: path.join(folder, options.as ? options.as + "-cert.pem" : "cert.pem"),
    privateKeyFile: path.join(folder, options.as ? options.as + "-key.pem" : "key.pem"),
    securityPolicy: SecurityPolicy[options.policy || "Basic256Sha256"],
    securityMode: MessageSecurityMode[options.mode || "SignAndEncrypt"],
    discoveryUrl: options.discovery === false ? undefined : url + "/discovery",
    endpointMustExist: false, connectionStrategy: { maxRetry: 0, initialDelay: 100, maxDelay: 200 },
    requestedSessionTimeout: 120000, transportTimeout: 60000
  });
  try {
    await client.connect(url + (options.path || ""));
    session = await client.createSession(
      options.user ? { type: UserTokenType.UserName, userName: options.user, password: options.password }
        : options.certificate ? {
          type: UserTokenType.Certificate,
          certificateData: fs.readFileSync(path.join(folder, options.certificate + ".der")),
          privateKey: fs.readFileSync(path.join(folder, options.certificate + "-key.pem"), "ascii") }
        : undefined);
    return "connected";
  } catch (e) {
    const words = e.message.replace(/\s+/g, " ");
    await leave().catch(() => {});
    return "refused " + words;
  }
}

async function listen(item) {
  if (!subscription) {
    subscription = await session.createSubscription2({
      requestedPublishingInterval: 50, requestedLifetimeCount: 1000, requestedMaxKeepAliveCount: 10,
      maxNotificationsPerPublish: 0, publishingEnabled: true, priority: 1 });
  }
  return subscription.monitor(item, { samplingInterval: 50, discardOldest: true, queueSize: 1000 }, 2);
}

const commands = {
  connect: rest => connect(JSON.parse(rest)),
  leave: async () => { await leave(); return "left"; },
  read: async id => {
    const data = await session.read({ nodeId: id, attributeId: AttributeIds.Value });
    return "value " + data.statusCode.name + " " + text(data.value.value);
  },
  type: async id => {
    const data = await session.browse({ nodeId: id, referenceTypeId: "HasTypeDefinition", browseDirection: 0,
      includeSubtypes: true, nodeClassMask: 0, resultMask: 63 });
    return "type " + data.references.map(each => each.nodeId.toString()).join(" ");
  },
  browse: async id => {
    const found = [];
    let page = await session.browse({ nodeId: id, referenceTypeId: "HierarchicalReferences", browseDirection: 0,
      includeSubtypes: true, nodeClassMask: 0, resultMask: 63 });
    while (true) {
      found.push(...page.references.map(each => each.browseName.name));
      if (!page.continuationPoint || page.continuationPoint.length === 0) {
        break;
      }
      page = await session.browseNext(page.continuationPoint, false);
    }
    return "found " + page.statusCode.name + " " + found.join(" ");
  },
  write: async rest => {
    const [id, type, value] = rest.split(" ");
    const parsed = type === "Boolean" ? value === "true" : type === "String" ? value : Number(value);
    const status = await session.write({ nodeId: id, attributeId: AttributeIds.Value,
      value: { value: new Variant({ dataType: DataType[type], value: parsed }) } });
    return "wrote " + status.name;
  },
  // Arguments as JSON, each [type, value]; null in place of one is a null variant.
  call: async rest => {
    const [object, method, ...json] = rest.split(" ");
    const answer = await session.call({ objectId: object, methodId: method,
      inputArguments: JSON.parse(json.join(" ")).map(each => each === null ? new Variant({})
        : new Variant({ dataType: DataType[each[0]], value: each[1] === "long" ? "x".repeat(1000000) : each[1] })) });
    const wrong = (answer.inputArgumentResults || []).filter(each => each.value !== 0).map(each => each.name);
    return "called " + JSON.stringify({ status: answer.statusCode.name, wrong,
      outputs: (answer.outputArguments || []).map(each => each.value) });
  },
  watch: async id => {
    const item = await listen({ nodeId: id, attributeId: AttributeIds.Value });
    item.on("changed", data => console.log("changed " + id + " " + text(data.value.value)));
    return "watching";
  },
  events: async rest => {
    const [id, type, ...fields] = rest.split(" ");
    const filter = constructEventFilter(["EventType", "SourceName", "Message"]);
    fields.forEach(name => filter.selectClauses.push(new SimpleAttributeOperand({
      typeDefinitionId: name.startsWith("0:") ? "i=2311" : type, attributeId: AttributeIds.Value,
      browsePath: name.split("/").map(part => part.startsWith("0:")
        ? new QualifiedName({ namespaceIndex: 0, name: part.slice(2) })
        : new QualifiedName({ namespaceIndex: Number(type.match(/ns=(\d+)/)[1]), name: part })) })));
    if (!subscription) {
      await listen({ nodeId: "i=2258", attributeId: AttributeIds.Value });
    }
    const item = await subscription.monitor({ nodeId: id, attributeId: AttributeIds.EventNotifier },
      { samplingInterval: 0, discardOldest: true, queueSize: 1000, filter }, 2);
    item.on("changed", values => console.log("event " + values.map(each => text(each.value)).join("|")));
    return "watching " + item.statusCode.name;
  },
  // Sessions without protection that nobody ever activates: how many were made, and why the others were not.
  flood: async rest => {
    const [many, where] = rest.split(" ");
    const asking = OPCUAClient.create({ endpointMustExist: false, connectionStrategy: { maxRetry: 0 } });
    const answers = {};
    try {
      await asking.connect(url + (where || ""));
      for (let i = 0; i < Number(many); i++) {
        const request = new CreateSessionRequest({
          clientDescription: { applicationUri: "urn:flood" }, endpointUrl: url + (where || ""),
          sessionName: "flood " + i, requestedSessionTimeout: 600000, clientNonce: Buffer.alloc(32, i + 1) });
        const answer = await new Promise(done => asking.performMessageTransaction(request,
          (error, response) => done(error ? error.message.replace(/\s+/g, " ").slice(0, 120)
            : response.responseHeader.serviceResult.name)));
        answers[answer] = (answers[answer] || 0) + 1;
      }
    } catch (e) {
      answers["not connected: " + e.message.replace(/\s+/g, " ").slice(0, 120)] = 1;
    }
    await asking.disconnect().catch(() => {});
    return "flooded " + JSON.stringify(answers);
  },
  endpoints: async () => {
    const asking = OPCUAClient.create({ endpointMustExist: false, connectionStrategy: { maxRetry: 0 } });
    await asking.connect(url + "/discovery");
    const all = await asking.getEndpoints({ endpointUrl: url + "/discovery" });
    await asking.disconnect();
    return "endpoints " + all.filter(each => !each.endpointUrl.endsWith("/discovery"))
      .map(each => each.securityPolicyUri.split("#")[1] + ":" + MessageSecurityMode[each.securityMode] + ":"
        + each.userIdentityTokens.map(token => UserTokenType[token.tokenType]).join("+")).sort().join(" ");
  }
};

let turn = Promise.resolve();
readline.createInterface({ input: process.stdin }).on("line", line => {
  turn = turn.then(async () => {
    const at = line.indexOf(" ");
    try {
      console.log(await commands[at < 0 ? line : line.slice(0, at)](at < 0 ? "" : line.slice(at + 1)));
    } catch (e) {
      console.log("failed " + line + ": " + e.message.replace(/\s+/g, " "));
    }
  });
}).on("close", () => process.exit(0));
console.log("ready");
