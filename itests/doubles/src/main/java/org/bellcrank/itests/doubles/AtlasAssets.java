package org.bellcrank.itests.doubles;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The assets and locations of the installation, and who is signed on to it. */
final class AtlasAssets {

  private static final Instant INSTALLED = Instant.parse("2026-01-05T06:00:00Z");
  private static final List<String> NULLS =
      List.of(
          "deprecation",
          "warrantyExpirationDate",
          "inServiceDate",
          "additionalInfos",
          "acquisitionCost",
          "power",
          "image",
          "parentAsset",
          "area",
          "nfcId",
          "category",
          "primaryUser");
  private static final List<String> LISTS =
      List.of("assignedTo", "teams", "vendors", "customers", "files", "parts");

  private final Settings settings;
  private static final List<String> TEXTS =
      List.of("name", "description", "barCode", "serialNumber", "model", "manufacturer");

  private final List<Map<String, String>> plant;

  /** What changes made of an asset, by its id. */
  private final Map<Long, Map<String, Object>> changed = new ConcurrentHashMap<>();

  private final Map<String, List<String>> statuses = new ConcurrentHashMap<>();

  AtlasAssets(Settings settings, List<Map<String, String>> plant) {
    this.settings = settings;
    this.plant = plant;
  }

  List<Map<String, String>> all() {
    return plant;
  }

  Optional<Map<String, String>> find(long id) {
    return by("id", id);
  }

  /** The location's row is that of the first asset there. */
  Optional<Map<String, String>> location(long id) {
    return by("locationId", id);
  }

  boolean isUser(long id) {
    return id == settings.number("user.id");
  }

  String name(Object id) {
    return id instanceof Number number
        ? find(number.longValue()).map(row -> row.get("name")).orElse("")
        : "";
  }

  private Optional<Map<String, String>> by(String column, long id) {
    return plant.stream().filter(row -> row.get(column).equals(Long.toString(id))).findFirst();
  }

  /** The statuses that were set by changes, oldest first. */
  List<String> statuses(String asset) {
    return List.copyOf(statuses.getOrDefault(asset, List.of()));
  }

  /**
   * A change of an asset replaces all that a sender may set.
   *
   * @param kept whether it is kept, or only answered as if it were
   */
  synchronized Map<String, Object> replace(long id, Map<String, Object> given, boolean kept)
      throws AtlasRefusal {
    Map<String, String> row = find(id).orElseThrow(() -> new AtlasRefusal(404, "Not found"));
    if (given.get("status") == null) {
      throw new AtlasRefusal(500, "Cannot invoke AssetStatus because the value is null");
    }
    String status =
        AtlasBody.word("AssetStatus", given.get("status"), settings.list("asset.statuses"));
    if (given.get("parentAsset") != null && !settings.flag("licence.hierarchy")) {
      throw new AtlasRefusal(403, "You need a license to add a child asset to another asset.");
    }
    Map<String, Object> json = asInstalled(row);
    NULLS.forEach(name -> json.put(name, given.get(name)));
    LISTS.forEach(name -> json.put(name, given.getOrDefault(name, List.of())));
    TEXTS.forEach(name -> json.put(name, given.get(name)));
    json.put("archived", Boolean.TRUE.equals(given.get("archived")));
    json.put("status", status);
    json.put(
        "location",
        given.get("location") instanceof Map<?, ?> place
            ? location(AtlasBody.id(place)).map(this::locationJson).orElse(null)
            : null);
    if (kept) {
      changed.put(id, json);
      statuses.computeIfAbsent(Long.toString(id), none -> new CopyOnWriteArrayList<>()).add(status);
    }
    return json;
  }

  /** An asset as a search shows it. */
  Map<String, Object> json(Map<String, String> row) {
    return changed.getOrDefault(Long.valueOf(row.get("id")), asInstalled(row));
  }

  private Map<String, Object> asInstalled(Map<String, String> row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", Long.valueOf(row.get("id")));
    json.put("createdBy", settings.number("user.id"));
    json.put("updatedBy", settings.number("user.id"));
    json.put("createdAt", AtlasTimes.zulu(INSTALLED));
    json.put("updatedAt", AtlasTimes.zulu(INSTALLED));
    json.put("archived", "true".equals(row.get("archived")));
    json.put("hasChildren", false);
    json.put("customId", row.get("customId").isEmpty() ? null : row.get("customId"));
    TEXTS.forEach(name -> json.put(name, row.get(name).isEmpty() ? null : row.get(name)));
    json.put("status", row.get("status").isEmpty() ? "OPERATIONAL" : row.get("status"));
    json.put("location", row.get("locationId").isEmpty() ? null : locationJson(row));
    NULLS.forEach(name -> json.put(name, null));
    LISTS.forEach(name -> json.put(name, List.of()));
    return json;
  }

  /** The values that a search compares. */
  Map<String, Object> row(Map<String, String> asset) {
    Map<String, Object> row = new LinkedHashMap<>(json(asset));
    row.put("createdAt", INSTALLED);
    row.put("updatedAt", INSTALLED);
    row.put("location", asset.get("locationId").isEmpty() ? null : asset.get("locationId"));
    return row;
  }

  /** An asset as an order shows it. */
  Map<String, Object> brief(Map<String, String> row, boolean withLocation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", Long.valueOf(row.get("id")));
    json.put("name", row.get("name"));
    json.put("customId", row.get("customId"));
    json.put("parentId", null);
    boolean placed = withLocation && !row.get("locationId").isEmpty();
    json.put("locationId", placed ? Long.valueOf(row.get("locationId")) : null);
    return json;
  }

  Map<String, Object> locationJson(Map<String, String> row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", Long.valueOf(row.get("locationId")));
    json.put("name", row.get("location"));
    json.put("address", "");
    json.put("customId", String.format("L%06d", Long.valueOf(row.get("locationId"))));
    json.put("parentId", null);
    return json;
  }

  /** The user as an order shows them. */
  Map<String, Object> user() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", settings.number("user.id"));
    json.put("firstName", settings.text("first.name"));
    json.put("lastName", settings.text("last.name"));
    json.put("image", null);
    json.put("phone", "+10000000");
    return json;
  }

  /** What "who am I" answers. */
  Map<String, Object> me() {
    Map<String, Object> me = user();
    me.put("username", "GATEWAY");
    me.put("email", settings.text("email"));
    me.put("role", role());
    me.put("rate", 0);
    me.put("jobTitle", null);
    me.put("ownsCompany", true);
    me.put("companyId", settings.number("company.id"));
    me.put("companySettingsId", settings.number("company.id") + 1);
    me.put("userSettingsId", settings.number("user.id") + 1);
    me.put("superAccountRelations", List.of());
    me.put("parentSuperAccount", null);
    me.put("enabled", true);
    me.put("enabledInSubscription", true);
    me.put(
        "uiConfiguration",
        Json.of(
            "id", 75,
            "requests", true,
            "locations", true,
            "meters", true,
            "vendorsAndCustomers", true));
    me.put("lastLogin", AtlasTimes.offset(INSTALLED));
    me.put("createdAt", AtlasTimes.offset(INSTALLED));
    return me;
  }

  private static Map<String, Object> role() {
    List<String> rights = List.of("WORK_ORDERS", "REQUESTS", "ASSETS", "LOCATIONS", "FILES");
    Map<String, Object> role = new LinkedHashMap<>();
    role.put("id", 39);
    role.put("roleType", "ROLE_CLIENT");
    role.put("code", "ADMIN");
    role.put("paid", true);
    role.put("name", "Administrator");
    role.put("description", null);
    role.put("externalId", null);
    for (String kind : List.of("create", "view", "viewOther", "editOther", "deleteOther")) {
      role.put(kind + "Permissions", rights);
    }
    role.put("hibernateLazyInitializer", Json.of());
    return role;
  }
}
