package org.bellcrank.itests.doubles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellcrank.itests.doubles.DeclaredCall.Act;

/** JSON over HTTP: orders below one path, files below an order. */
final class DeclaredRest implements DeclaredSpeech {

  private static final String KEY = "/([^/]+)";

  private final String change;
  private final String attach;
  private final boolean json;
  private final DeclaredPart errors;
  private final Pattern all;
  private final Pattern one;
  private final Pattern files;
  private final Pattern newFile;

  DeclaredRest(Declaration declared) {
    String path = Pattern.quote(declared.orders().text("path"));
    DeclaredPart file = declared.files();
    change = declared.orders().text("change", "PUT");
    attach = file.text("method", "POST");
    json = file.text("send", "base64").equals("base64");
    errors = declared.errors();
    all = Pattern.compile(path);
    one = Pattern.compile(path + KEY);
    String below = file.text("path", "attachments");
    files = Pattern.compile(path + KEY + "/" + Pattern.quote(below));
    newFile =
        Pattern.compile(
            path
                + KEY
                + "/"
                + Pattern.quote(file.text("attach", below)).replace("{name}", "\\E([^/]+)\\Q"));
  }

  @Override
  public Optional<Act> act(Request request) {
    String path = request.path();
    String method = request.method();
    boolean read = method.equals("GET");
    if (all.matcher(path).matches()) {
      return read ? Optional.of(Act.LIST) : is(method, "POST", Act.CREATE);
    }
    if (one.matcher(path).matches()) {
      return read ? Optional.of(Act.READ) : is(method, change, Act.CHANGE);
    }
    if (read && files.matcher(path).matches()) {
      return Optional.of(Act.FILES);
    }
    return newFile.matcher(path).matches() ? is(method, attach, Act.ATTACH) : Optional.empty();
  }

  private static Optional<Act> is(String method, String wanted, Act act) {
    return method.equals(wanted) ? Optional.of(act) : Optional.empty();
  }

  @Override
  public DeclaredCall read(Request request) throws DeclaredRefusal {
    Act act =
        act(request)
            .orElseThrow(
                () ->
                    new DeclaredRefusal(
                        DeclaredRefusal.NOT_FOUND,
                        "",
                        "There is nothing for " + request.method() + " at " + request.path()));
    Map<String, Object> body =
        act == Act.CREATE || act == Act.CHANGE || act == Act.ATTACH && json
            ? body(request)
            : Map.of();
    return new DeclaredCall(
        act, group(request, 1), request.query(), body, act.name(), group(request, 2));
  }

  private static Map<String, Object> body(Request request) throws DeclaredRefusal {
    if (!request.header("content-type").orElse("").startsWith("application/json")) {
      throw new DeclaredRefusal("media_type", "", "Send application/json.");
    }
    try {
      return Json.readObject(request.body());
    } catch (Json.Malformed malformed) {
      throw new DeclaredRefusal("malformed", "", malformed.getMessage());
    }
  }

  private String group(Request request, int number) {
    for (Pattern each : List.of(one, files, newFile)) {
      Matcher path = each.matcher(request.path());
      if (path.matches() && path.groupCount() >= number) {
        return path.group(number);
      }
    }
    return "";
  }

  @Override
  public Reply answer(DeclaredCall call, Map<String, Object> tree) {
    boolean made = call.act() == Act.CREATE || call.act() == Act.ATTACH;
    return Reply.json(made ? 201 : 200, tree);
  }

  @Override
  public Reply refusal(DeclaredRefusal refusal) {
    int status =
        switch (refusal.code()) {
          case "unauthorized" -> 401;
          case "forbidden" -> 403;
          case DeclaredRefusal.NOT_FOUND -> 404;
          case "media_type" -> 415;
          case "too_large" -> 413;
          default -> errors.number("status", 422);
        };
    return Reply.json(status, filled(errors.part("body").values(), refusal));
  }

  @Override
  public Reply failure() {
    DeclaredRefusal broken = new DeclaredRefusal("internal_error", "", "Something went wrong.");
    return Reply.json(500, filled(errors.part("body").values(), broken));
  }

  private static Object filled(Object tree, DeclaredRefusal refusal) {
    if (tree instanceof Map<?, ?> map) {
      Map<String, Object> filled = new LinkedHashMap<>();
      map.forEach((name, value) -> filled.put(String.valueOf(name), filled(value, refusal)));
      return filled;
    }
    if (tree instanceof List<?> list) {
      return list.stream().map(each -> filled(each, refusal)).toList();
    }
    return tree instanceof String text
        ? text.replace("{field}", refusal.field())
            .replace("{code}", refusal.code())
            .replace("{message}", words(refusal))
        : tree;
  }

  private static String words(DeclaredRefusal refusal) {
    return (refusal.field() + " " + refusal.getMessage()).strip();
  }
}
