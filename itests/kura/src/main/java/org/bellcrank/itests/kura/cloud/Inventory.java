package org.bellcrank.itests.kura.cloud;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.bellcrank.itests.kura.deployment.BundleState;
import org.bellcrank.itests.kura.deployment.Packages;
import org.bellcrank.itests.kura.protocol.Payload;

/**
 * {@code INVENTORY-V1}, which answers in JSON what REST's inventory answers, and the XML of
 * DEPLOY-V2's own lists.
 */
public final class Inventory implements Application {

  public static final String ID = "INVENTORY-V1";

  private final Packages packages;
  private final Supplier<JsonElement> deployed;
  private final Supplier<JsonElement> bundles;

  public Inventory(
      Packages packages, Supplier<JsonElement> deployed, Supplier<JsonElement> bundles) {
    this.packages = packages;
    this.deployed = deployed;
    this.bundles = bundles;
  }

  @Override
  public Payload answer(Request request) throws Refused {
    return switch (request.path()) {
      case "GET/deploymentPackages" -> Application.body(deployed.get().toString());
      case "GET/bundles" -> Application.body(bundles.get().toString());
      default -> throw new Refused(404, "no resource " + request.path());
    };
  }

  String packagesXml() {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?><packages>");
    for (Packages.Installed each : packages.all()) {
      xml.append("<package><name>%s</name>".formatted(each.name()));
      xml.append("<version>%s</version><bundles>".formatted(each.version()));
      xml.append(bundles(each.bundles()));
      xml.append("</bundles></package>");
    }
    return xml.append("</packages>").toString();
  }

  String bundlesXml() {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><bundles>"
        + bundles(packages.bundles())
        + "</bundles>";
  }

  private static String bundles(List<BundleState> bundles) {
    StringBuilder xml = new StringBuilder();
    for (BundleState bundle : bundles) {
      xml.append(
          "<bundle><name>%s</name><version>%s</version><id>%d</id><state>%s</state></bundle>"
              .formatted(bundle.name(), bundle.version(), bundle.id(), bundle.state()));
    }
    return xml.toString();
  }

  /** The body of a request as JSON; empty where there is none. */
  static JsonObject json(Request request) throws Refused {
    byte[] body = request.payload().body();
    if (body == null || body.length == 0) {
      return new JsonObject();
    }
    try {
      return JsonParser.parseString(new String(body, StandardCharsets.UTF_8)).getAsJsonObject();
    } catch (RuntimeException e) {
      throw new Refused(400, "the body is no JSON object");
    }
  }
}
