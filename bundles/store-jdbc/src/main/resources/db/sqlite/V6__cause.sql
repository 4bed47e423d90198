-- What a cause had in orders, closed ones included, found without reading all orders.
ALTER TABLE work_order ADD COLUMN cause TEXT NOT NULL DEFAULT '';
UPDATE work_order SET cause = json_extract(facts, '$.asset') || '|'
  || json_extract(facts, '$.failureMode') || '|' || json_extract(facts, '$.identity');
CREATE INDEX work_order_cause ON work_order (cause, sequence);
