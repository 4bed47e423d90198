package org.bellcrank.itests.plant;

import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.server.ProcessImage;
import com.digitalpetri.modbus.server.ReadOnlyModbusServices;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.bellcrank.stream.Sample;

/**
 * The plant's machines as Modbus slaves: the first is unit 1, the next unit 2. Each channel that is
 * no waveform has two input registers in its order, from address 0: values are floats of 32 bits,
 * higher word first; counters and states stand in the first of the two as a number without sign.
 * Holding registers show the same. Read only: whatever is written is answered as illegal function.
 */
public final class ModbusPlant implements AutoCloseable {
  private final ModbusTcpServer server;
  private final int port;

  private ModbusPlant(ModbusTcpServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Opens the port.
   *
   * @param port 1 to 65535, free
   */
  public static ModbusPlant start(Plant plant, PlantClock clock, String address, int port)
      throws ExecutionException, InterruptedException {
    var transport =
        NettyTcpServerTransport.create(
            settings -> {
              settings.setBindAddress(address);
              settings.setPort(port);
            });
    ModbusTcpServer server = ModbusTcpServer.create(transport, new Registers(plant, clock));
    server.start();
    return new ModbusPlant(server, port);
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Modbus server of the plant did not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Registers extends ReadOnlyModbusServices {
    private final Plant plant;
    private final PlantClock clock;

    Registers(Plant plant, PlantClock clock) {
      this.plant = plant;
      this.clock = clock;
    }

    @Override
    protected Optional<ProcessImage> getProcessImage(int unit) {
      if (unit < 1 || unit > plant.machines().size()) {
        return Optional.empty();
      }
      Machine machine = plant.machines().get(unit - 1);
      ProcessImage image = new ProcessImage();
      image.with(
          change -> {
            change.writeInputRegisters(registers -> fill(registers, machine));
            change.writeHoldingRegisters(registers -> fill(registers, machine));
          });
      return Optional.of(image);
    }

    private void fill(Map<Integer, byte[]> registers, Machine machine) {
      List<Channel> channels =
          machine.channels().stream()
              .filter(channel -> channel.kind() != Channel.Kind.WAVEFORM)
              .toList();
      List<Sample> samples = machine.samples(clock.now());
      for (int i = 0; i < channels.size(); i++) {
        byte[] words = words(channels.get(i).kind(), samples.get(i).value());
        registers.put(2 * i, new byte[] {words[0], words[1]});
        registers.put(2 * i + 1, new byte[] {words[2], words[3]});
      }
    }

    private static byte[] words(Channel.Kind kind, double value) {
      ByteBuffer words = ByteBuffer.allocate(4);
      if (kind == Channel.Kind.VALUE) {
        words.putFloat((float) value);
      } else {
        words.putShort((short) (int) value);
      }
      return words.array();
    }
  }
}
