package org.bellcrank.driver.modbus;

import com.digitalpetri.modbus.client.ModbusClient;
import com.digitalpetri.modbus.client.ModbusRtuClient;
import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.exceptions.ModbusExecutionException;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.exceptions.ModbusTimeoutException;
import com.digitalpetri.modbus.pdu.MaskWriteRegisterRequest;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.tcp.client.NettyClientTransportConfig;
import com.digitalpetri.modbus.tcp.client.NettyRtuClientTransport;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import java.time.Duration;
import org.eclipse.kura.driver.Driver.ConnectionException;

/** The connection to one address; for one thread at a time. */
final class Line {

  private final Place place;
  private final ModbusClient client;

  /** Connects to nothing yet. */
  Line(Place place) {
    this.place = place;
    NettyClientTransportConfig transport =
        new NettyClientTransportConfig.Builder()
            .setHostname(place.host())
            .setPort(place.port())
            .setConnectTimeout(place.timeout())
            .setConnectPersistent(false)
            .build();
    client =
        place.rtu()
            ? ModbusRtuClient.create(
                new NettyRtuClientTransport(transport),
                config -> config.setRequestTimeout(place.timeout()))
            : ModbusTcpClient.create(
                new NettyTcpClientTransport(transport),
                config -> config.setRequestTimeout(place.timeout()));
  }

  /**
   * Where a device is.
   *
   * @param rtu whether frames of a serial line go over the socket, as device servers have it
   * @param timeout for connecting and for each answer
   */
  record Place(String host, int port, boolean rtu, Duration timeout) {

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** Connects where it is not connected. */
  void connect() throws ConnectionException {
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
   * The items of a block as they came: bits packed, registers of two bytes.
   *
   * @throws UnansweredException when the unit refused, kept silent or answered something else
   * @throws ConnectionException when the line broke
   */
  byte[] read(Block block) throws UnansweredException, ConnectionException {
    byte[] answer =
        sent(
            block.unit(),
            () ->
                switch (block.table()) {
                  case COIL ->
                      client
                          .readCoils(
                              block.unit(), new ReadCoilsRequest(block.first(), block.count()))
                          .coils();
                  case DISCRETE_INPUT ->
                      client
                          .readDiscreteInputs(
                              block.unit(),
                              new ReadDiscreteInputsRequest(block.first(), block.count()))
                          .inputs();
                  case HOLDING_REGISTER ->
                      client
                          .readHoldingRegisters(
                              block.unit(),
                              new ReadHoldingRegistersRequest(block.first(), block.count()))
                          .registers();
                  case INPUT_REGISTER ->
                      client
                          .readInputRegisters(
                              block.unit(),
                              new ReadInputRegistersRequest(block.first(), block.count()))
                          .registers();
                });
    if (answer.length < block.bytes()) {
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
        () ->
            point.table() == Table.COIL
                ? client.writeSingleCoil(
                    point.unit(), new WriteSingleCoilRequest(point.address(), value))
                : client.maskWriteRegister(point.unit(), mask(point, value)));
  }

  private static MaskWriteRegisterRequest mask(Point point, boolean value) {
    int bit = 1 << (point.swapBytes() ? point.bit() ^ 8 : point.bit());
    return new MaskWriteRegisterRequest(point.address(), ~bit & 0xffff, value ? bit : 0);
  }

  /** Writes registers of two bytes each. */
  void write(Point point, byte[] registers) throws UnansweredException, ConnectionException {
    sent(
        point.unit(),
        () ->
            registers.length == 2
                ? client.writeSingleRegister(
                    point.unit(),
                    new WriteSingleRegisterRequest(
                        point.address(), (registers[0] & 0xff) << 8 | registers[1] & 0xff))
                : client.writeMultipleRegisters(
                    point.unit(),
                    new WriteMultipleRegistersRequest(
                        point.address(), registers.length / 2, registers)));
  }

  private <R> R sent(int unit, Request<R> request) throws UnansweredException, ConnectionException {
    try {
      return request.send();
    } catch (ModbusResponseException e) {
      throw refused(unit, e.getExceptionCode());
    } catch (ModbusTimeoutException e) {
      throw new UnansweredException(
          "unit %d did not answer within %d ms".formatted(unit, place.timeout().toMillis()),
          UnansweredException.Kind.SILENT);
    } catch (ModbusExecutionException e) {
      throw new ConnectionException(
          "Modbus device %s: the line broke (%s); it is connected again with the next reading"
              .formatted(place, reason(e)),
          e);
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
          UnansweredException.Kind.ADDRESS);
    }
    return new UnansweredException(
        "unit %d refused with exception %d, %s".formatted(unit, code, Refusal.words(code)),
        code == Refusal.ADDRESS
            ? UnansweredException.Kind.ADDRESS
            : UnansweredException.Kind.OTHER);
  }

  private static String reason(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  /** Something asked of a unit. */
  private interface Request<R> {
    R send() throws ModbusExecutionException, ModbusResponseException, ModbusTimeoutException;
  }
}
