package org.bellcrank.itests.kura;

import java.net.URI;
import java.util.List;

/**
 * Where a gateway can be reached: everything the assertions know of it.
 *
 * @param rest base of its REST, such as {@code https://gateway/services}
 * @param broker address of the broker its cloud connection uses
 * @param intake address of our own HTTP intake on it
 * @param reader an identity with the permission {@code rest.bellcrank.read} alone; null for none
 * @param stranger an identity without any permission; null for none
 */
record Gate(
    URI rest,
    String user,
    String password,
    String broker,
    String account,
    String client,
    URI intake,
    Person reader,
    Person stranger) {

  /** An identity with its password. */
  record Person(String name, String password) {

    /** Null where the command line names none; else {@code name:password}. */
    private static Person given(String property) {
      String text = System.getProperty(property);
      int colon = text == null ? -1 : text.indexOf(':');
      return colon < 1 ? null : new Person(text.substring(0, colon), text.substring(colon + 1));
    }
  }

  static final String ACCOUNT = "plant";
  static final String CLIENT = "gateway-1";

  private static final List<String> GIVEN =
      List.of(
          "kura.rest", "kura.user", "kura.password", "kura.broker", "kura.account", "kura.client");

  static boolean isGiven() {
    return System.getProperty("kura.rest") != null;
  }

  /** The one that the command line names. */
  static Gate given() {
    for (String name : GIVEN) {
      if (System.getProperty(name) == null) {
        throw new IllegalArgumentException("-D" + name + " is missing; all are needed: " + GIVEN);
      }
    }
    return new Gate(
        URI.create(System.getProperty("kura.rest").replaceFirst("/$", "")),
        System.getProperty("kura.user"),
        System.getProperty("kura.password"),
        System.getProperty("kura.broker"),
        System.getProperty("kura.account"),
        System.getProperty("kura.client"),
        URI.create(System.getProperty("kura.intake", "http://127.0.0.1:8421")),
        Person.given("kura.reader"),
        Person.given("kura.stranger"));
  }
}
