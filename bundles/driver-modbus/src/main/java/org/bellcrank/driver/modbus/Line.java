package org.bellcrank.driver.modbus;

import com.digitalpetri.modbus.client.ModbusClient;
import com.digitalpetri.modbus.client.ModbusRtuClient;
import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.exceptions.ModbusExecutionException;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.exceptions.ModbusTimeoutException;
import com.digitalpetri.modbus.pdu.MaskWriteRegisterRequest;
import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadCoilsResponse;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsRequest;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsResponse;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.tcp.client.NettyClientTransportConfig;
import com.digitalpetri.modbus.tcp.client.NettyRtuClientTransport;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.kura.driver.Driver.ConnectionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection to one address; for one thread at a time. */
final class Line {

  private static final Logger LOG = LoggerFactory.getLogger(Line.class);

  /** How long a serial line is to be quiet at most after a silence. */
  private static final Duration LONGEST_QUIET = Duration.ofSeconds(2);

  private final Place place;
  private final Optional<SerialTransport> serial;
  private final ModbusClient client;
  private Duration quiet = Duration.ZERO; // above zero: a late answer may yet come
  private volatile boolean ended;
  private volatile CompletableFuture<?> waiting = new CompletableFuture<>();

  /** Connects to nothing yet. */
  Line(Place place) {
    this.place = place;
    serial = place.serial().map(SerialTransport::new);
    client =
        place.frames() == Frames.TCP
            ? ModbusTcpClient.create(
                new NettyTcpClientTransport(socket(place)),
                config -> config.setRequestTimeout(place.longest()))
            : ModbusRtuClient.create(
                serial.isPresent() ? serial.get() : new NettyRtuClientTransport(socket(place)),
                config -> config.setRequestTimeout(place.longest()));
  }

  private static NettyClientTransportConfig socket(Place place) {
    return new NettyClientTransportConfig.Builder()
        .setHostname(place.host())
        .setPort(place.port())
        .setConnectTimeout(place.timeout())
        .setConnectPersistent(false)
        .build();
  }

  /** Over what the frames go. */
  enum Frames {
    /** A socket, with the header of Modbus TCP. */
    TCP,
    /** A socket, with the frames of a serial line, as device servers have it. */
    RTU_OVER_TCP,
    /** A serial line of this machine. */
    SERIAL
  }

  /**
   * Where a device is.
   *
   * @param host of a socket, like its port
   * @param serial the line, where frames go over one
   * @param timeout for connecting and for each answer
   * @param timeouts for the answers of units that have one of their own
   */
  record Place(
      Frames frames,
      String host,
      int port,
      Optional<SerialLine> serial,
      Duration timeout,
      Map<Integer, Duration> timeouts) {

    Duration timeout(int unit) {
      return timeouts.getOrDefault(unit, timeout);
    }

    /** After which nobody waits for an answer any more. */
    Duration longest() {
      return timeouts.values().stream().reduce(timeout, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    @Override
    public String toString() {
      return serial.map(SerialLine::toString).orElse(host + ":" + port);
    }
  }

  /** Connects where it is not connected. */
  void connect() throws ConnectionException {
    if (ended) {
      throw new ConnectionException("Modbus device %s: this driver has ended".formatted(place));
    }
    if (client.isConnected()) {
      return;
    }
    try {
      client.connect();
    } catch (ModbusExecutionException e) {
      throw new ConnectionException(
          "Modbus device %s: cannot be reached (%s); allowed: an address that answers within %d ms;"
                  .formatted(place, reason(e), place.timeout().toMillis())
              + " it is tried again with the next reading",
          e);
    }
  }

  void disconnect() throws ConnectionException {
    try {
      client.disconnect();
    } catch (ModbusExecutionException e) {
      throw new ConnectionException("Modbus device %s: %s".formatted(place, reason(e)), e);
    }
  }

  /**
   * Ends for good, from any thread: who waits for an answer hears at once that none comes. May wait
   * for a line that is being opened.
   */
  void end() throws ConnectionException {
    ended = true;
    fail(waiting);
    disconnect();
  }

  private static void fail(CompletableFuture<?> answer) {
    answer.completeExceptionally(new IOException("this driver has ended"));
  }

  /**
   * The items of a block as they came: bits packed, registers of two bytes.
   *
   * @throws UnansweredException when the unit refused, kept silent or answered something else
   * @throws ConnectionException when the line broke
   */
  byte[] read(Block block) throws UnansweredException, ConnectionException {
    int first = block.first();
    int count = block.count();
    byte[] answer =
        switch (block.table()) {
          case COIL ->
              sent(block.unit(), new ReadCoilsRequest(first, count), ReadCoilsResponse.class)
                  .coils();
          case DISCRETE_INPUT ->
              sent(
                      block.unit(),
                      new ReadDiscreteInputsRequest(first, count),
                      ReadDiscreteInputsResponse.class)
                  .inputs();
          case HOLDING_REGISTER ->
              sent(
                      block.unit(),
                      new ReadHoldingRegistersRequest(first, count),
                      ReadHoldingRegistersResponse.class)
                  .registers();
          case INPUT_REGISTER ->
              sent(
                      block.unit(),
                      new ReadInputRegistersRequest(first, count),
                      ReadInputRegistersResponse.class)
                  .registers();
        };
    if (answer.length != block.bytes()) {
      doubt(block.unit());
      throw new UnansweredException(
          "unit %d answered %d bytes; allowed: %d for %d items"
              .formatted(block.unit(), answer.length, block.bytes(), block.count()),
          UnansweredException.Kind.OTHER);
    }
    return answer;
  }

  /** Writes a coil, or one bit of a register without touching the others (function 22). */
  void write(Point point, boolean value) throws UnansweredException, ConnectionException {
    sent(
        point.unit(),
        point.table() == Table.COIL
            ? new WriteSingleCoilRequest(point.address(), value)
            : mask(point, value),
        ModbusResponsePdu.class);
  }

  private static MaskWriteRegisterRequest mask(Point point, boolean value) {
    int bit = 1 << (point.swapBytes() ? point.bit() ^ 8 : point.bit());
    return new MaskWriteRegisterRequest(point.address(), ~bit & 0xffff, value ? bit : 0);
  }

  /** Writes registers of two bytes each. */
  void write(Point point, byte[] registers) throws UnansweredException, ConnectionException {
    sent(
        point.unit(),
        registers.length == 2
            ? new WriteSingleRegisterRequest(
                point.address(), (registers[0] & 0xff) << 8 | registers[1] & 0xff)
            : new WriteMultipleRegistersRequest(point.address(), registers.length / 2, registers),
        ModbusResponsePdu.class);
  }

  private <R> R sent(int unit, ModbusRequestPdu request, Class<R> type)
      throws UnansweredException, ConnectionException {
    connect();
    fallSilent();
    CompletableFuture<ModbusResponsePdu> answer =
        client.sendAsync(unit, request).toCompletableFuture();
    waiting = answer;
    if (ended) {
      fail(answer);
    }
    try {
      ModbusResponsePdu given = answer.get(place.timeout(unit).toNanos(), TimeUnit.NANOSECONDS);
      if (type.isInstance(given)) {
        return type.cast(given);
      }
      doubt(unit);
      throw new UnansweredException(
          "unit %d answered with function %d; allowed: %d"
              .formatted(unit, given.getFunctionCode(), request.getFunctionCode()),
          UnansweredException.Kind.OTHER);
    } catch (TimeoutException e) {
      throw silent(unit);
    } catch (ExecutionException e) {
      throw failed(unit, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw broken(e);
    }
  }

  private UnansweredException failed(int unit, Throwable cause) throws ConnectionException {
    if (cause instanceof ModbusResponseException refusal) {
      return refused(unit, refusal.getExceptionCode());
    }
    if (cause instanceof ModbusTimeoutException || cause instanceof TimeoutException) {
      return silent(unit);
    }
    throw broken(cause);
  }

  /**
   * Frames of a serial line carry no number: an answer that comes late would be taken for that of
   * the next request. So the connection is left, and the next request makes another; on a line the
   * device does not notice that, and so the next request waits for silence first.
   */
  private void doubt(int unit) {
    if (place.frames() != Frames.TCP) {
      leave();
      hush(place.timeout(unit));
    }
  }

  private void hush(Duration longest) {
    if (serial.isPresent()) {
      quiet = longest.compareTo(LONGEST_QUIET) < 0 ? longest : LONGEST_QUIET;
    }
  }

  private void fallSilent() throws ConnectionException {
    if (serial.isEmpty() || quiet.isZero()) {
      return;
    }
    try {
      if (!serial.get().awaitSilence(quiet)) {
        throw broken(
            new IOException("it does not fall silent for %d ms".formatted(quiet.toMillis())));
      }
      quiet = Duration.ZERO;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw broken(e);
    }
  }

  private UnansweredException silent(int unit) {
    doubt(unit);
    return new UnansweredException(
        "unit %d did not answer within %d ms".formatted(unit, place.timeout(unit).toMillis()),
        UnansweredException.Kind.SILENT);
  }

  /** What came cannot be told apart any more: the rest of it must not be taken for an answer. */
  private ConnectionException broken(Throwable cause) {
    leave();
    hush(place.timeout());
    return new ConnectionException(
        "Modbus device %s: the line broke (%s); it is connected again with the next reading"
            .formatted(place, reason(cause)),
        cause);
  }

  private void leave() {
    try {
      client.disconnect();
    } catch (ModbusExecutionException e) {
      LOG.debug("Modbus device {} was gone already", place, e);
    }
  }

  /**
   * The library (2.1.4) takes the function's byte for the code where frames of a serial line go
   * over the socket: such a refusal may be that of an address as well as any other.
   */
  private static UnansweredException refused(int unit, int code) {
    if (code <= 0) {
      return new UnansweredException(
          "unit %d refused; which exception it named is not known over RTU".formatted(unit),
          UnansweredException.Kind.ADDRESS,
          false);
    }
    return new UnansweredException(
        "unit %d refused with exception %d, %s".formatted(unit, code, Refusal.words(code)),
        code == Refusal.ADDRESS ? UnansweredException.Kind.ADDRESS : UnansweredException.Kind.OTHER,
        Refusal.undone(code));
  }

  private static String reason(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
