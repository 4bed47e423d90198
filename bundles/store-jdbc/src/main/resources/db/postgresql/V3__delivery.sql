-- The outbox: what has to reach a CMMS, and how far it has come.
CREATE TABLE delivery (
  id         TEXT COLLATE "C" PRIMARY KEY,
  sequence   BIGINT NOT NULL,
  order_id   TEXT COLLATE "C" NOT NULL,
  instance   TEXT COLLATE "C" NOT NULL,
  purpose    TEXT COLLATE "C" NOT NULL,
  state      TEXT COLLATE "C" NOT NULL,
  priority   BIGINT NOT NULL,
  planned_at TEXT COLLATE "C" NOT NULL,
  next_nanos BIGINT NOT NULL,
  attempt    BIGINT NOT NULL,
  step       TEXT COLLATE "C" NOT NULL,
  intent     BIGINT NOT NULL,
  variables  TEXT COLLATE "C" NOT NULL,
  foreign_id TEXT COLLATE "C",
  link       TEXT COLLATE "C",
  evidence   TEXT COLLATE "C",
  stages     TEXT COLLATE "C" NOT NULL,
  words      TEXT COLLATE "C" NOT NULL
);
CREATE INDEX delivery_of_order ON delivery (order_id, sequence);
CREATE INDEX delivery_queue ON delivery (instance, (purpose = 'ATTACH'), priority, sequence)
  WHERE state = 'WAITING';
CREATE INDEX delivery_workbench ON delivery (sequence) WHERE state IN ('REFUSED', 'UNSURE');
