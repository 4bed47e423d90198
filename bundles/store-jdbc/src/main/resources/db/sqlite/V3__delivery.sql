-- The outbox: what has to reach a CMMS, and how far it has come.
CREATE TABLE delivery (
  id         TEXT    PRIMARY KEY,
  sequence   BIGINT  NOT NULL,
  order_id   TEXT    NOT NULL,
  instance   TEXT    NOT NULL,
  purpose    TEXT    NOT NULL,
  state      TEXT    NOT NULL,
  priority   INTEGER NOT NULL,
  planned_at TEXT    NOT NULL,
  next_nanos BIGINT  NOT NULL,
  attempt    INTEGER NOT NULL,
  step       TEXT    NOT NULL,
  intent     INTEGER NOT NULL,
  variables  TEXT    NOT NULL,
  foreign_id TEXT,
  link       TEXT,
  evidence   TEXT,
  stages     TEXT    NOT NULL,
  words      TEXT    NOT NULL
);
CREATE INDEX delivery_of_order ON delivery (order_id, sequence);
CREATE INDEX delivery_queue ON delivery (instance, (purpose = 'ATTACH'), priority, sequence)
  WHERE state = 'WAITING';
CREATE INDEX delivery_workbench ON delivery (sequence) WHERE state IN ('REFUSED', 'UNSURE');
