package org.bellcrank.delivery.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.OrderPreview;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Formula;
import org.bellcrank.delivery.connector.Mapper;
import org.bellcrank.delivery.connector.Step;
import org.bellcrank.delivery.connector.UsernameToken;
import org.bellcrank.journal.Facts;

/**
 * Writes the calls of a flow to be looked at. What proves who calls is put to them only when they
 * are sent, so that none of it can stand here; what an address itself carries is hidden.
 */
final class PreviewedCalls {

  private static final String HIDDEN = "***";
  private static final Pattern USER = Pattern.compile("//[^/@?#]*@");
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)([?&;](?:[a-z_-]*(?:password|passwd|pwd|secret|token)|api-?key|sig)=)[^&;#\\s]*");

  private final Connector connector;
  private final ConnectorInstance instance;
  private final Map<String, Object> known;

  PreviewedCalls(Connector connector, ConnectorInstance instance, Map<String, Object> known) {
    this.connector = connector;
    this.instance = instance;
    this.known = known;
  }

  List<OrderPreview.Call> of(Purpose purpose) {
    return connector.recipe().flow(purpose).stream().map(this::call).toList();
  }

  private OrderPreview.Call call(Step step) {
    try {
      StepRequest request =
          Rendering.request(connector, instance, step, known, new byte[0], Facts.empty());
      return new OrderPreview.Call(
          step.name(), step.effect().changes(), head(request), body(request), note(step));
    } catch (Rendering.UnknownNameException waiting) {
      return without(step, "waits for what earlier steps find: " + waiting.getMessage());
    } catch (Mapper.UnmappedException | Formula.FormulaException broken) {
      return without(step, broken.getMessage());
    }
  }

  private static OrderPreview.Call without(Step step, String why) {
    return new OrderPreview.Call(step.name(), step.effect().changes(), List.of(), "", why);
  }

  private static String note(Step step) {
    return step.request()
        .body()
        .base()
        .map(base -> "laid over what the step before reads, which is not known here")
        .orElse("");
  }

  private static List<String> head(StepRequest request) {
    List<String> lines = new ArrayList<>();
    String address = request.address().toString();
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    lines.add(request.method() + " " + hidden(address + query));
    request.headers().forEach((name, value) -> lines.add(name + ": " + hidden(value)));
    return lines;
  }

  private static String body(StepRequest request) {
    return new String(request.body(), StandardCharsets.UTF_8).replace(UsernameToken.PLACE, HIDDEN);
  }

  /** The text without users, passwords and tokens of addresses in it. */
  static String hidden(String text) {
    String without = USER.matcher(text).replaceAll("//" + HIDDEN + "@");
    return SECRET.matcher(without).replaceAll("$1" + HIDDEN);
  }

  /** What is put to each call when it is sent. */
  List<String> added() {
    List<String> added = new ArrayList<>();
    switch (connector.authentication()) {
      case BASIC -> added.add("user and password of the credential: " + HIDDEN);
      case API_KEY -> added.add("the key of the credential: " + HIDDEN);
      case NONE -> {}
    }
    connector
        .session()
        .ifPresent(
            session -> {
              session.headers().keySet().forEach(name -> added.add(name + ": " + HIDDEN));
              session.query().keySet().forEach(name -> added.add("?" + name + "=" + HIDDEN));
            });
    connector
        .signing()
        .ifPresent(
            signing -> {
              signing.query().keySet().forEach(name -> added.add("?" + name + "=" + HIDDEN));
              added.add(signing.header() + ": " + HIDDEN);
            });
    connector.security().ifPresent(token -> added.add("the security header: " + HIDDEN));
    return added;
  }
}
