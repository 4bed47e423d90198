-- Of orders that are equally urgent the newest goes first: see the decision on the order of the queue.
DROP INDEX delivery_queue;
CREATE INDEX delivery_queue
  ON delivery (instance, (purpose = 'ATTACH'), priority, sequence DESC)
  WHERE state = 'WAITING';
