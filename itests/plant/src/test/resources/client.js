// A client of another maker's stack (node-opcua). Arguments: address of a server. Tells "ready"; then takes commands, one a line.
const readline = require("readline");
const { OPCUAClient, MessageSecurityMode, SecurityPolicy, AttributeIds, TimestampsToReturn } = require("node-opcua-client");

async function main() {
  const client = OPCUAClient.create({
    endpointMustExist: false, securityMode: MessageSecurityMode.None, securityPolicy: SecurityPolicy.None,
    connectionStrategy: { maxRetry: 3, initialDelay: 200, maxDelay: 500 } });
  await client.connect(process.argv[2]);
  const session = await client.createSession();
  const namespaces = await session.readNamespaceArray();
  const id = point => "ns=" + namespaces.indexOf("urn:bellcrank:plant") + ";s=" + point;
  const told = value => JSON.stringify({
    value: value.value.value, type: value.value.dataType, status: value.statusCode.name, at: value.sourceTimestamp });
  const commands = {
    browse: async ([node]) => {
      const found = await session.browse(node === "Objects" ? "ObjectsFolder" : id(node));
      return "browsed " + found.references.map(each => each.browseName.name).join(",");
    },
    read: async ([point]) => "read " + told(await session.read({ nodeId: id(point), attributeId: AttributeIds.Value }, 0)),
    write: async ([point, value]) => "written " + (await session.write({
      nodeId: id(point), attributeId: AttributeIds.Value,
      value: { value: { dataType: "Double", value: Number(value) } } })).name,
    watch: async ([point]) => {
      const subscription = await session.createSubscription2({
        requestedPublishingInterval: 50, requestedLifetimeCount: 1000, requestedMaxKeepAliveCount: 100,
        maxNotificationsPerPublish: 0, publishingEnabled: true, priority: 0 });
      const item = await subscription.monitor({ nodeId: id(point), attributeId: AttributeIds.Value },
        { samplingInterval: 50, queueSize: 10, discardOldest: true }, TimestampsToReturn.Both);
      item.on("changed", value => console.log("changed " + told(value)));
      return "watching";
    }
  };
  readline.createInterface({ input: process.stdin }).on("line", line => {
    const [word, ...rest] = line.split(" ");
    commands[word](rest).then(console.log).catch(e => console.log("failed " + line + ": " + e.message));
  }).on("close", () => process.exit(0));
  console.log("ready");
}

main().catch(e => {
  console.log("failed " + e.stack);
  process.exit(1);
});
