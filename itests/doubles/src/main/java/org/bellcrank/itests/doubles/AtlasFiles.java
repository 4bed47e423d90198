package org.bellcrank.itests.doubles;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Files: they are uploaded by themselves, referred to by id, and read at an address that is signed
 * and runs out, without a token.
 */
final class AtlasFiles {

  private static final String BUCKET = "/atlas-bucket/";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Settings settings;
  private final Books books;
  private final AtlasNumbers numbers;
  private final AtlasSeal seal;
  private final Clock clock;

  AtlasFiles(Settings settings, Books books, AtlasNumbers numbers, AtlasSeal seal, Clock clock) {
    this.settings = settings;
    this.books = books;
    this.numbers = numbers;
    this.seal = seal;
    this.clock = clock;
  }

  static boolean isAddress(String path) {
    return path.startsWith(BUCKET);
  }

  /**
   * @param kept whether the files are kept, or only answered as if they were
   */
  Reply upload(Request request, boolean kept) throws AtlasRefusal {
    if (!settings.flag("licence")) {
      throw new AtlasRefusal(403, "You need a license to use this feature");
    }
    Multipart form = form(request);
    String type = form.value("type").map(Multipart.Part::text).orElse("");
    if (!settings.list("file.types").contains(type)) {
      throw new AtlasRefusal(500, "type '" + type + "': one of " + settings.list("file.types"));
    }
    String folder = required(form, "folder").text();
    String hidden = required(form, "hidden").text();
    List<Multipart.Part> files = form.files("files");
    if (files.isEmpty()) {
      throw new AtlasRefusal(500, "Required request part 'files' is not present");
    }
    int limit = settings.number("upload.maximum.bytes");
    if (files.stream().anyMatch(file -> file.content().length > limit)) {
      throw new AtlasRefusal(413, "Maximum upload size exceeded");
    }
    List<Object> answer = new ArrayList<>();
    for (Multipart.Part part : files) {
      BookedAttachment file = file(part, type, folder, kept);
      Map<String, Object> json = stamped(file, AtlasTimes.zulu(file.at()));
      json.put("name", file.name());
      json.put("url", address(request, file));
      json.put("type", type);
      json.put("hidden", Boolean.parseBoolean(hidden));
      answer.add(json);
    }
    return Reply.json(200, answer);
  }

  /** A file as an order shows it. */
  Map<String, Object> brief(Request request, BookedAttachment file) {
    return Json.of("id", file.id(), "name", file.name(), "url", address(request, file));
  }

  /** A file as the call that adds it to an order shows it: where it lies, not how to get at it. */
  Map<String, Object> stored(BookedAttachment file) {
    Map<String, Object> json = stamped(file, AtlasTimes.offset(file.at()));
    json.put("name", file.name());
    json.put("path", path(file));
    json.put("type", file.description().substring(0, file.description().indexOf(' ')));
    json.put("hidden", false);
    return json;
  }

  /** Serves the bytes to whoever has the address, as long as it counts. */
  Reply serve(Request request) {
    String path = request.path().substring(BUCKET.length());
    String date = request.parameter("X-Amz-Date").orElse("");
    String seconds = request.parameter("X-Amz-Expires").orElse("");
    String signature = request.parameter("X-Amz-Signature").orElse("");
    if (!seal.isOf(path + date + seconds, signature) || over(date, seconds)) {
      return Reply.of(
          403,
          "application/xml",
          "<Error><Code>AccessDenied</Code></Error>".getBytes(StandardCharsets.UTF_8));
    }
    Optional<BookedAttachment> file =
        books.files().stream().filter(each -> path(each).equals(path)).findFirst();
    return file.map(each -> Reply.of(200, each.contentType(), books.content(each)))
        .orElseGet(
            () ->
                Reply.of(
                    404,
                    "application/xml",
                    "<Error><Code>NoSuchKey</Code></Error>".getBytes(StandardCharsets.UTF_8)));
  }

  private Multipart form(Request request) throws AtlasRefusal {
    try {
      return Multipart.read(request.header("content-type").orElse(""), request.body());
    } catch (Multipart.Malformed malformed) {
      throw new AtlasRefusal(500, malformed.getMessage());
    }
  }

  private static Multipart.Part required(Multipart form, String name) throws AtlasRefusal {
    return form.value(name)
        .orElseThrow(
            () -> new AtlasRefusal(500, "Required request parameter '" + name + "' is missing"));
  }

  private BookedAttachment file(Multipart.Part part, String type, String folder, boolean kept) {
    long id = kept ? numbers.id() : numbers.coming();
    String name = part.file().orElseThrow();
    UUID key = UUID.nameUUIDFromBytes(("file " + id).getBytes(StandardCharsets.UTF_8));
    String description = type + " " + folder + "/" + key + " " + name;
    return kept
        ? books.upload(id, name, part.type(), description, part.content())
        : new BookedAttachment(
            id, name, part.type(), description, part.content().length, "", clock.instant());
  }

  private Map<String, Object> stamped(BookedAttachment file, String at) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", file.id());
    json.put("createdBy", settings.number("user.id"));
    json.put("updatedBy", settings.number("user.id"));
    json.put("createdAt", at);
    json.put("updatedAt", at);
    return json;
  }

  /** The books keep a file's type and its place in one text. */
  private static String path(BookedAttachment file) {
    return file.description().substring(file.description().indexOf(' ') + 1);
  }

  private String address(Request request, BookedAttachment file) {
    String date = STAMP.format(clock.instant());
    String seconds = settings.text("file.address.seconds");
    String signature = seal.sign(path(file) + date + seconds);
    try {
      String path = new URI(null, null, BUCKET + path(file), null).toASCIIString();
      return "http://%s%s?X-Amz-Date=%s&X-Amz-Expires=%s&X-Amz-Signature=%s"
          .formatted(request.header("host").orElse("127.0.0.1"), path, date, seconds, signature);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private boolean over(String date, String seconds) {
    try {
      Instant from = Instant.from(STAMP.parse(date));
      return !clock.instant().isBefore(from.plusSeconds(Long.parseLong(seconds)));
    } catch (DateTimeException | NumberFormatException wrong) {
      return true;
    }
  }
}
