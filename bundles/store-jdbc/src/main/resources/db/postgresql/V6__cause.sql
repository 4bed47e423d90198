-- What a cause had in orders, closed ones included, found without reading all orders.
ALTER TABLE work_order ADD COLUMN cause TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE work_order SET cause = (facts::json ->> 'asset') || '|'
  || (facts::json ->> 'failureMode') || '|' || (facts::json ->> 'identity');
CREATE INDEX work_order_cause ON work_order (cause, sequence);
