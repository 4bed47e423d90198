// An edge node of Sparkplug B by another maker's library; does what it is told, line by line.
const sparkplug = require('sparkplug-client');
const readline = require('readline');

const [, , serverUrl, edgeNode] = process.argv;
const client = sparkplug.newClient({
  serverUrl, username: '', password: '', groupId: 'plant', edgeNode,
  clientId: 'edge-' + edgeNode, version: 'spBv1.0', publishDeath: true,
});

function birth() {
  const timestamp = Date.now();
  client.publishNodeBirth({ timestamp, metrics: [
    { name: 'Node Control/Rebirth', type: 'Boolean', value: false },
    { name: 'uptime', type: 'UInt32', value: 4000000000 },
    { name: 'label', type: 'String', value: 'press hall' },
  ] });
  client.publishDeviceBirth('press', { timestamp, metrics: [
    { name: 'temperature', alias: 7, type: 'Float', value: 80.5 },
    { name: 'offset', alias: 8, type: 'Int16', value: -12 },
    { name: 'running', alias: 9, type: 'Boolean', value: true },
  ] });
}

client.on('birth', () => { birth(); console.log('born'); });
client.on('ncmd', (payload) => {
  if (payload.metrics.some((m) => m.name === 'Node Control/Rebirth' && m.value)) {
    birth();
    console.log('reborn');
  }
});
client.on('error', (e) => console.log('error ' + e.message));

const tasks = {
  data: (value) => client.publishDeviceData('press', { timestamp: 1777874400123, metrics: [
    { alias: 7, type: 'Float', value: Number(value) },
    { alias: 8, type: 'Int16', value: -13 } ] }),
  stored: (value) => client.publishDeviceData('press', { timestamp: Date.now(), metrics: [
    { alias: 7, type: 'Float', value: Number(value), timestamp: 1777874100000, isHistorical: true },
    { alias: 8, type: 'Int16', value: -14 } ] }),
  nothing: () => client.publishDeviceData('press', { timestamp: 1777874400124, metrics: [
    { alias: 7, type: 'Float', value: null } ] }),
  gap: () => { client.seq = (client.seq + 3) % 256; },
  death: () => client.publishDeviceDeath('press', { timestamp: Date.now(), metrics: [] }),
  stop: () => client.stop(),
};
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const [task, value] = line.split(' ');
  tasks[task](value);
  console.log('did ' + line);
});
