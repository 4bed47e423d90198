const seen = msg.payload.detections[0];
if (seen.confidence < 0.7) {
  return null;
}
const urgent = { A: 1, B: 2, C: 3 };
const asset = seen.point.slice("bench/".length);
msg.payload = {
  title: seen.class + " on " + asset,
  description: seen.class + " on " + asset + ", confidence " + Math.round(seen.confidence * 100) + " %, "
      + msg.payload.capturedAt + ".\nBox " + seen.box.join(",") + ".",
  asset: asset,
  priority: seen.confidence >= 0.9 ? urgent[msg.payload.context.criticality] : 4,
  reportedAt: msg.payload.capturedAt,
  message: msg.payload.id,
  key: msg.payload.id,
};
msg.headers = { "Content-Type": "application/json" };
return msg;
