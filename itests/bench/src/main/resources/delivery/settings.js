// The flow tool as its users start it, on loopback alone and without its editor's extras.
module.exports = {
  uiHost: "127.0.0.1",
  uiPort: Number(process.env.BENCH_PORT),
  flowFile: "flows.json",
  credentialSecret: false,
  diagnostics: { enabled: false, ui: false },
  telemetry: { enabled: false },
  httpRequestTimeout: 30000,
  logging: { console: { level: "info", metrics: false, audit: false } },
};
