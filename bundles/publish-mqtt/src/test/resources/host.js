// A Sparkplug B host by another maker's decoder: prints what a node tells, and asks for a birth.
const mqtt = require('mqtt');
const { get } = require('sparkplug-payload');
const readline = require('readline');

const payloads = get('spBv1.0');
const [, , url, node] = process.argv;
const client = mqtt.connect(url, { clientId: 'watching-host' });
client.on('connect', () => client.subscribe('spBv1.0/plant/+/' + node, () => console.log('listens')));
client.on('message', (topic, bytes) => {
  const kind = topic.split('/')[2];
  if (kind === 'NCMD') return;
  const told = payloads.decodePayload(bytes);
  const metrics = told.metrics.map((m) => m.name + '=' + m.value).join(' ');
  console.log(kind + ' seq=' + (told.seq === undefined ? 'none' : told.seq) + ' ' + metrics);
});
readline.createInterface({ input: process.stdin }).on('line', () => {
  client.publish('spBv1.0/plant/NCMD/' + node, payloads.encodePayload({
    timestamp: Date.now(),
    metrics: [{ name: 'Node Control/Rebirth', type: 'Boolean', value: true }] }));
  console.log('asked');
});
