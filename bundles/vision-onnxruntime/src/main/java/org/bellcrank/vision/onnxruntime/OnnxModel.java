package org.bellcrank.vision.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.bellcrank.vision.DetectorException;
import org.bellcrank.vision.ModelCard;
import org.bellcrank.vision.ModelLoader;
import org.bellcrank.vision.Tensor;

/** A session of ONNX Runtime with its card. */
final class OnnxModel implements ModelLoader.Loaded {

  private final ModelCard card;
  private final String input;
  private final OrtSession session;
  private final String provider;
  private final String reason;
  private final int lanes;
  private final long[] shape;
  private final ConcurrentLinkedDeque<FloatBuffer> buffers = new ConcurrentLinkedDeque<>();
  private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();
  private boolean closed;

  OnnxModel(
      ModelCard card, String input, OrtSession session, String provider, String reason, int lanes) {
    this.card = card;
    this.input = input;
    this.session = session;
    this.provider = provider;
    this.reason = reason;
    this.lanes = lanes;
    shape =
        new long[] {
          1, card.input().colours().channels(), card.input().height(), card.input().width()
        };
  }

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  public String provider() {
    return provider;
  }

  @Override
  public String reason() {
    return reason;
  }

  @Override
  public int lanes() {
    return lanes;
  }

  @Override
  public List<Tensor> run(float[] values) {
    open.readLock().lock();
    try {
      if (closed) {
        throw new DetectorException("model %s was taken away".formatted(card.name()), null);
      }
      return run(buffer().put(0, values));
    } catch (OrtException e) {
      throw new DetectorException(
          "model %s %s on %s did not run (%s); the frame is left out, the next is tried"
              .formatted(card.name(), card.version(), provider, e.getMessage()),
          e);
    } finally {
      open.readLock().unlock();
    }
  }

  private List<Tensor> run(FloatBuffer buffer) throws OrtException {
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer, shape);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      List<Tensor> outputs = new ArrayList<>();
      for (Map.Entry<String, OnnxValue> entry : result) {
        outputs.add(output(entry.getKey(), entry.getValue()));
      }
      return outputs;
    } finally {
      buffers.push(buffer);
    }
  }

  private Tensor output(String name, OnnxValue value) {
    if (value instanceof OnnxTensor tensor) {
      FloatBuffer floats = tensor.getFloatBuffer();
      if (floats != null) {
        float[] values = new float[floats.remaining()];
        floats.get(values);
        return new Tensor(name, tensor.getInfo().getShape(), values);
      }
    }
    throw new DetectorException(
        "model %s output %s: given %s; allowed: a tensor of floats; its frames are not looked at"
            .formatted(card.name(), name, value.getType()),
        null);
  }

  private FloatBuffer buffer() {
    FloatBuffer free = buffers.poll();
    return free != null
        ? free
        : ByteBuffer.allocateDirect(card.input().values() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
  }

  /** Waits for runs that are under way. */
  @Override
  public void close() {
    open.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw new DetectorException(
          "model %s could not be closed: %s".formatted(card.name(), e.getMessage()), e);
    } finally {
      open.writeLock().unlock();
    }
  }
}
