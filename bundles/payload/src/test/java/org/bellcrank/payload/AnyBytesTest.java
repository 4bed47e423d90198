package org.bellcrank.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.bellcrank.observation.RefusedObservationException;
import org.junit.jupiter.api.Test;

/** Whatever is sent is read or refused with words; seeded, so that a failure comes again. */
class AnyBytesTest {

  private static final List<String> SEEDS =
      List.of(
          "{\"v\":1.5,\"t\":\"2026-05-04T06:00:00Z\",\"l\":[1,null,true,\"\\u00e4\"]}",
          "<r><v a='1'>2</v><v/></r>",
          "a,b\n1,\"2\"\n",
          "m,t=a\\ b v=1.5,w=2i,x=\"y\\\"z\",u=t 17\n# c\nm v=1\r\n",
          "21.5e3",
          "1e999999999",
          "{\"v\":\"1e-999999999\"}");

  @Test
  void itIsReadOrRefused() throws Exception {
    StringBuilder yaml = new StringBuilder("payloads:\n");
    for (String format : new String[] {"json", "xml", "csv", "lines", "number", "text"}) {
      yaml.append("  - id: ").append(format).append("\n    topics: [").append(format);
      yaml.append("]\n    format: ").append(format).append("\n    times: seconds\n");
      yaml.append("    sample: {point: topic, value: item.v, at: item.v}\n");
    }
    PayloadMappings mappings = Mappings.read(yaml.toString());
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 4000; i++) {
      byte[] bytes = mutated(SEEDS.get(random.nextInt(SEEDS.size())), random);
      String topic = mappings.ids().get(random.nextInt(6));
      try {
        mappings.read(new Payload(topic, bytes, "s", Mappings.NOW));
      } catch (RefusedObservationException e) {
        refused++;
        assertThat(e.getMessage()).startsWith("payloads " + topic).contains("; allowed: ");
      }
    }
    assertThat(refused).isGreaterThan(1000);
  }

  private static byte[] mutated(String seed, Random random) {
    UnaryOperator<String> twice = text -> text + text;
    String text = random.nextInt(10) == 0 ? twice.apply(seed) : seed;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(5) == 0
        ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1))
        : bytes;
  }
}
