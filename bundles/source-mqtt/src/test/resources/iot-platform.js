// The device side of an IoT platform, as strict as its maker's pages say it is. It is a double: written from those
// pages, on another maker's MQTT parser, and never compared with the platform. It prints what happens, one line each;
// a line at its input is a message to the device. Who is not let in is answered that he is not authorized where the
// platform says so; else refusing is closing the connection.
const tls = require('tls');
const net = require('net');
const fs = require('fs');
const crypto = require('crypto');
const readline = require('readline');
const packet = require('mqtt-packet');

const [, , kind, device, secret, ca, chain, key] = process.argv;
const HOST = '127.0.0.1';

const azure = {
  tls: true,
  answers: true,
  let_in: (c) => {
    if (c.protocolVersion !== 4) return 'version ' + c.protocolVersion;
    if (c.clientId !== device) return 'client ' + c.clientId;
    if (!new RegExp('^' + HOST + '/' + device + '/\\?api-version=\\d{4}-\\d\\d-\\d\\d$').test(c.username)) return 'user ' + c.username;
    const token = /^SharedAccessSignature sr=([^&]+)&sig=([^&]+)&se=(\d+)$/.exec(String(c.password));
    if (!token) return 'no token';
    if (decodeURIComponent(token[1]) !== HOST + '/devices/' + device) return 'token of ' + token[1];
    const wanted = crypto.createHmac('sha256', Buffer.from(secret, 'base64')).update(token[1] + '\n' + token[3]).digest('base64');
    if (decodeURIComponent(token[2]) !== wanted) return 'signature';
    console.log('token ' + token[3]);
    if (c.will && !c.will.topic.startsWith('devices/' + device + '/messages/events/')) return 'will ' + c.will.topic;
    return '';
  },
  take: (p) => !p.topic.startsWith('devices/' + device + '/messages/events/') ? 'topic ' + p.topic
    : p.retain ? 'retain' : Buffer.byteLength(p.topic) + p.payload.length > 262144 ? 'size' : '',
  listen: (f) => f === 'devices/' + device + '/messages/devicebound/#' || f.startsWith('$iothub/'),
  most: 5,
  down: () => 'devices/' + device + '/messages/devicebound/%24.to=%2Fdevices%2F' + device + '&%24.mid=' + crypto.randomUUID(),
};

const aws = {
  tls: true,
  certificate: true,
  let_in: (c) => (c.clientId.length > 128 ? 'client' : ''),
  take: (p) => {
    const counted = p.topic.startsWith('$aws/rules/') ? p.topic.split('/').slice(3).join('/') : p.topic;
    return Buffer.byteLength(p.topic) > 256 ? 'topic too long'
      : counted.split('/').length > 8 ? 'topic ' + p.topic
      : p.topic.startsWith('$') && !p.topic.startsWith('$aws/') ? 'topic ' + p.topic
      : p.payload.length > 131072 ? 'size' : '';
  },
  listen: (f) => f.split('/').length <= 8,
  most: 8,
  down: () => 'bellcrank/observations/x',
};

// The same at port 443, which several protocols share: who does not name his in the handshake is sent away.
const aws443 = { ...aws, alpn: 'x-amzn-mqtt-ca' };

const thingsboard = {
  tls: false,
  answers: true,
  let_in: (c) => (c.username === secret ? '' : 'user'),
  take: (p) => {
    if (!p.topic.startsWith('v1/devices/me/')) return 'topic ' + p.topic;
    if (p.length > 65536) return 'size'; // all that follows a packet's first bytes
    try { return typeof JSON.parse(p.payload) === 'object' ? '' : 'no object'; } catch (e) { return 'no JSON'; }
  },
  listen: (f) => f.startsWith('v1/devices/me/'),
  most: 100,
  down: (request) => 'v1/devices/me/rpc/request/' + request,
};

const rules = { azure, aws, aws443, thingsboard }[kind];
let current = null;

function serve(socket) {
  const parser = packet.parser();
  let version = 4;
  const send = (p) => { if (!socket.destroyed) socket.write(packet.generate(p, { protocolVersion: version })); };
  const refuse = (why) => { console.log('refused ' + why); socket.destroy(); };
  const acts = {
    connect: (c) => {
      version = c.protocolVersion;
      const no = rules.let_in(c);
      if (no && rules.answers) {
        console.log('refused ' + no);
        send({ cmd: 'connack', returnCode: 5, reasonCode: 135, sessionPresent: false });
        return socket.end();
      }
      if (no) return refuse(no);
      console.log('connected ' + c.clientId + ' will ' + (c.will ? c.will.topic + ' ' + c.will.retain : 'none'));
      if (current) current.socket.destroy();
      current = { socket, send };
      send({ cmd: 'connack', returnCode: 0, reasonCode: 0, sessionPresent: false });
    },
    publish: (p) => {
      const no = p.qos > 1 ? 'qos ' + p.qos : rules.take(p);
      if (no) return refuse(no);
      console.log('took ' + p.topic + ' ' + p.payload.toString('hex') + (p.retain ? ' retained' : ''));
      if (p.qos === 1) send({ cmd: 'puback', messageId: p.messageId, reasonCode: 0 });
    },
    subscribe: (s) => {
      if (s.subscriptions.length > rules.most || !s.subscriptions.every((f) => rules.listen(f.topic))) {
        return refuse('filters ' + s.subscriptions.map((f) => f.topic).join(' '));
      }
      console.log('listens ' + s.subscriptions.map((f) => f.topic).join(' '));
      send({ cmd: 'suback', messageId: s.messageId, granted: s.subscriptions.map(() => 1) });
    },
    puback: () => console.log('acknowledged'),
    pingreq: () => send({ cmd: 'pingresp' }),
    disconnect: () => socket.end(),
  };
  parser.on('packet', (p) => (acts[p.cmd] || (() => refuse(p.cmd)))(p));
  parser.on('error', (e) => refuse(e.message));
  socket.on('data', (bytes) => parser.parse(bytes));
  socket.on('error', (e) => console.log('broke ' + e.message));
}

function shared(socket) {
  if (socket.alpnProtocol === rules.alpn) {
    console.log('alpn ' + socket.alpnProtocol);
    return serve(socket);
  }
  console.log('refused alpn ' + socket.alpnProtocol);
  socket.destroy();
}

const server = rules.tls
  ? tls.createServer({ ca: [fs.readFileSync(ca)], cert: fs.readFileSync(chain), key: fs.readFileSync(key),
    minVersion: 'TLSv1.2', requestCert: true, rejectUnauthorized: !!rules.certificate,
    ALPNProtocols: rules.alpn ? [rules.alpn] : undefined }, rules.alpn ? shared : serve)
  : net.createServer(serve);
server.on('tlsClientError', (e) => console.log('refused TLS ' + e.message));
server.listen(0, HOST, () => console.log('port ' + server.address().port));

let number = 1;
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  current.send({ cmd: 'publish', topic: rules.down(number), payload: Buffer.from(line), qos: 1, messageId: number++ });
});
