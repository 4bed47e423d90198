-- How assets are, for each CMMS that is told; and what tells it waits behind all orders, as pictures do.
CREATE TABLE told_condition (
  instance TEXT COLLATE "C" NOT NULL,
  asset    TEXT COLLATE "C" NOT NULL,
  facts    TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (instance, asset)
);
DROP INDEX delivery_queue;
CREATE INDEX delivery_queue
  ON delivery (instance, (purpose IN ('ATTACH', 'CONDITION')), priority, sequence DESC)
  WHERE state = 'WAITING';
