package org.bellcrank.itests.chaos.mixed;

import java.util.ArrayList;
import java.util.List;

/**
 * A network of its own, in which the systems around the gateway live. Two cables lead there: the
 * plant's, on which the gateway reaches them and which can be cut, and ours.
 */
final class Network {

  private static final int MOST = 60;

  private final String name;
  private final String id;
  private final String block;

  private Network(String name, String id, String block) {
    this.name = name;
    this.id = id;
    this.block = block;
  }

  /** Lays the cables; null where this process may not. */
  static Network lay(Leftovers leftovers) {
    long number = ProcessHandle.current().pid();
    String id = "bc" + number % 1_000_000;
    // 198.18.0.0/15 is set aside for trials of networks.
    Network network = new Network("bellcrank-" + number, id, "198.18.%d.".formatted(number % 250));
    leftovers.network(network.name);
    if (!Machine.can("ip", "netns", "add", network.name)) {
      return null;
    }
    network.cable("p", 0);
    network.cable("c", MOST);
    Machine.run("ip", "-n", network.name, "link", "set", "lo", "up");
    return network;
  }

  private void cable(String kind, int first) {
    String near = id + kind + "0";
    String far = id + kind + "1";
    Machine.run("ip", "link", "add", near, "type", "veth", "peer", "name", far, "netns", name);
    Machine.run("ip", "addr", "add", block + (first + 1) + "/30", "dev", near);
    Machine.run("ip", "-n", name, "addr", "add", block + (first + 2) + "/30", "dev", far);
    Machine.run("ip", "-n", name, "link", "set", far, "up");
    Machine.run("ip", "link", "set", near, "up");
  }

  /** Words that lead a command into it. */
  List<String> inside() {
    return new ArrayList<>(List.of("ip", "netns", "exec", name));
  }

  /** Where the gateway finds what is inside. */
  String plant() {
    return block + 2;
  }

  /** Where we find it, also when the plant's cable is cut. */
  String control() {
    return block + (MOST + 2);
  }

  void cut() {
    Machine.run("ip", "-n", name, "link", "set", id + "p1", "down");
  }

  void mend() {
    Machine.run("ip", "-n", name, "link", "set", id + "p1", "up");
  }

  List<String> byHand() {
    String link = "ip -n %s link set %sp1 ".formatted(name, id);
    return List.of("unplug     " + link + "down; " + link + "up");
  }

  /** A share of the packets from the plant is lost. */
  boolean lossy(int percent) {
    String rules =
        "add table inet chaos { chain out { type filter hook output priority 0;"
            + " oifname \"%sp1\" numgen random mod 100 < %d drop; }; }".formatted(id, percent);
    return Machine.can("ip", "netns", "exec", name, "nft", rules);
  }

  void whole() {
    Machine.run("ip", "netns", "exec", name, "nft", "delete", "table", "inet", "chaos");
  }
}
