package org.bellcrank.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bellcrank.delivery.PictureLinks.Opened;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links that show one picture for a time. */
class PictureLinksTest {

  private static final String HASH = "ab".repeat(32);
  private static final String OTHER = "cd".repeat(32);
  private static final Instant RAISED = Instant.parse("2026-03-01T06:00:00Z");

  private final Map<String, String> secrets = new HashMap<>(Map.of("secret:links", "one key"));
  private Instant now = RAISED.plusSeconds(60);

  private final PictureLinks links =
      new PictureLinks(
          () -> List.of(instance("cmms", Optional.of("secret:links"))),
          reference ->
              Optional.ofNullable(secrets.get(reference))
                  .orElseThrow(() -> new Secrets.MissingSecretException("no " + reference)),
          new Clock() {
            @Override
            public ZoneOffset getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now;
            }
          });

  private static ConnectorInstance instance(String id, Optional<String> key) {
    return new ConnectorInstance(
            id,
            "infor-eam",
            "EAM",
            "plant",
            URI.create("https://eam.example"),
            Optional.empty(),
            Map.of(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty())
        .linking(
            Optional.of(
                new ConnectorInstance.Links(
                    URI.create("https://gateway.example/"), key, Duration.ofDays(30))));
  }

  private URI link() throws Exception {
    return links.link(instance("cmms", Optional.of("secret:links")), HASH, RAISED).orElseThrow();
  }

  private Opened open(URI link) {
    String[] path = link.getPath().split("/");
    String[] query = link.getQuery().split("[=&]");
    return links.open(path[2], path[3], query[1], query[3]);
  }

  @Test
  void aLinkShowsItsPictureUntilItsLifetimeIsOver() throws Exception {
    assertThat(open(link())).isEqualTo(new Opened.Picture(HASH));
    now = RAISED.plus(Duration.ofDays(30)).minusSeconds(1);
    assertThat(open(link())).isEqualTo(new Opened.Picture(HASH));
    now = RAISED.plus(Duration.ofDays(30));
    assertThat(open(link())).isEqualTo(new Opened.Over(now));
  }

  @Test
  void thePictureOfAnOrderAlwaysHasTheSameLink() throws Exception {
    URI before = link();
    now = now.plus(Duration.ofHours(9));
    assertThat(link()).isEqualTo(before);
    assertThat(before.toString()).startsWith("https://gateway.example/pictures/cmms/" + HASH);
  }

  @ParameterizedTest
  @CsvSource({
    "/cmms/, /other/",
    "until=1, until=2",
    "signature=, signature=A",
    "until=1, until=-1",
    "until=1, until=99999999999999999999",
  })
  void aLinkThatWasChangedShowsNothing(String from, String to) throws Exception {
    String changed = link().toString().replace(from, to);
    assertThat(changed).isNotEqualTo(link().toString());
    assertThat(open(URI.create(changed))).isEqualTo(new Opened.Unproven());
  }

  @Test
  void aLinkShowsNoOtherPicture() throws Exception {
    assertThat(open(URI.create(link().toString().replace(HASH, OTHER))))
        .isEqualTo(new Opened.Unproven());
  }

  @Test
  void anotherSecretEndsAllLinksOfBefore() throws Exception {
    URI before = link();
    secrets.put("secret:links", "another key");
    assertThat(open(before)).isEqualTo(new Opened.Unproven());
    secrets.clear();
    assertThat(open(before)).isEqualTo(new Opened.Unproven());
    assertThatThrownBy(this::link)
        .isInstanceOf(Secrets.MissingSecretException.class)
        .hasMessageContaining("secret:links");
  }

  @Test
  void withoutAKeyALinkIsTheAddressAndTheHash() throws Exception {
    assertThat(links.link(instance("open", Optional.empty()), HASH, RAISED))
        .contains(URI.create("https://gateway.example/" + HASH));
  }
}
