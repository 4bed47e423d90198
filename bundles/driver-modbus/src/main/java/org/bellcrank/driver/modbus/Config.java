package org.bellcrank.driver.modbus;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Settings of {@link ModbusDriver}. */
@ObjectClassDefinition(
    localization = "OSGI-INF/l10n/driver-modbus",
    id = ModbusDriver.PID,
    name = "%Bellcrank Modbus driver",
    description = "%Reads Modbus devices over TCP and serial lines for the gateway's assets")
public @interface Config {

  /** Where. */
  @AttributeDefinition(name = "%Host", description = "%Name or address of the device")
  String host() default "127.0.0.1";

  /** Which port. */
  @AttributeDefinition(name = "%Port", description = "%TCP port, 1 to 65535")
  int port() default 502;

  /** Which frames. */
  @AttributeDefinition(
      name = "%Transport",
      description =
          "%TCP; RTU_OVER_TCP for device servers that hand on a serial line's frames; SERIAL for"
              + " a serial line of this machine",
      options = {
        @Option(label = "%TCP", value = "TCP"),
        @Option(label = "%RTU over TCP", value = "RTU_OVER_TCP"),
        @Option(label = "%Serial line", value = "SERIAL")
      })
  String transport() default "TCP";

  /** Which line. */
  @AttributeDefinition(
      name = "%Serial device",
      description = "%File of the serial line under /dev, for SERIAL")
  String serial_device() default "/dev/ttyUSB0";

  /** How fast. */
  @AttributeDefinition(
      name = "%Baud rate",
      description =
          "%Count of bits per second on the serial line, for SERIAL: 1200, 2400, 4800, 9600,"
              + " 19200, 38400, 57600, 115200 or 230400")
  int baud_rate() default 19200;

  /** How characters are made. */
  @AttributeDefinition(
      name = "%Characters",
      description =
          "%Data bits, parity and stop bits, for SERIAL: 8E1 as the standard has it, or another",
      options = {
        @Option(label = "8E1", value = "8E1"),
        @Option(label = "8N1", value = "8N1"),
        @Option(label = "8O1", value = "8O1"),
        @Option(label = "8N2", value = "8N2")
      })
  String characters() default "8E1";

  /** Which unit. */
  @AttributeDefinition(
      name = "%Unit",
      description = "%Number of the unit whose channels name none, 0 to 255")
  int unit_id() default 1;

  /** How long to wait. */
  @AttributeDefinition(
      name = "%Time-out",
      description = "%Milliseconds for connecting and for each answer, 50 to 60000")
  int timeout_millis() default 1000;

  /** How long to wait for single units. */
  @AttributeDefinition(
      name = "%Time-outs of units",
      description =
          "%Milliseconds for the answers of single units, 50 to 60000, as unit=milliseconds, for"
              + " example 9=300; none means the time-out above",
      required = false)
  String[] unit_timeouts() default {};

  /** How often listened channels are read. */
  @AttributeDefinition(
      name = "%Interval",
      description =
          "%Milliseconds between two readings of channels that are listened to, 20 to 3600000")
  int interval_millis() default 1000;

  /** What is read along. */
  @AttributeDefinition(
      name = "%Gap",
      description =
          "%Count of items between two channels that are read along rather than asked for in two"
              + " requests, 0 to 100")
  int gap() default 8;

  /** Whether it writes. */
  @AttributeDefinition(
      name = "%Writing",
      description =
          "%Whether assets may write what the list below names; without it a write is refused")
  boolean writing() default false;

  /** What may be written. */
  @AttributeDefinition(
      name = "%Writable items",
      description =
          "%Coils and holding registers that may be written where writing is on, as"
              + " unit/table/items, for example 9/HOLDING_REGISTER/40-42; none means nothing",
      required = false)
  String[] write_allowed() default {};
}
