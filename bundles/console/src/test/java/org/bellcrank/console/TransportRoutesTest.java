package org.bellcrank.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Facts;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.bellcrank.site.SiteFolder;
import org.bellcrank.site.SiteReader;
import org.junit.jupiter.api.Test;

/** The transport check list of the demo's endpoints, of which one goes elsewhere without TLS. */
class TransportRoutesTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root"));

  @Test
  void eachEndpointListsItsFiveItemsBesideWhatTheVendorStates() throws Exception {
    List<Facts> endpoints = endpoints("http://127.0.0.1:8482", "https://cmms.example");
    assertThat(endpoints)
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.textList("complaints")).isEmpty())
        .allSatisfy(
            each ->
                assertThat(each.factsList("items"))
                    .extracting(item -> item.requireText("item"))
                    .containsExactly("protocol", "tls", "authentication", "rate", "payload"));
    assertThat(endpoints.get(1).factsList("items").get(4).values())
        .containsEntry("here", "2097152 bytes (system: 2097152 bytes)")
        .containsEntry("stated", "2097152 bytes")
        .hasEntrySatisfying(
            "source", source -> assertThat(source.toString()).contains("(documented)"));
  }

  @Test
  void whatIsWrongWithAWayIsSaidThere() throws Exception {
    assertThat(
            endpoints("http://127.0.0.1:8482", "http://cmms.example").get(1).textList("complaints"))
        .singleElement()
        .asString()
        .contains("no TLS to another machine");
  }

  @Test
  void anEndpointWhoseConnectorIsNotLoadedSaysSo() throws Exception {
    Optional<Site> site = Optional.of(site("http://x", "http://x"));
    Facts first = page(site, Optional.empty()).factsList("endpoints").get(0);
    assertThat(first.textList("complaints")).containsExactly("the connector maximo is not loaded");
    assertThat(first.values()).doesNotContainKey("items");
    assertThat(page(Optional.empty(), Optional.empty()).factsList("endpoints")).isEmpty();
  }

  private static List<Facts> endpoints(String from, String to) throws Exception {
    return page(Optional.of(site(from, to)), Optional.of(new Shipped())).factsList("endpoints");
  }

  private static Site site(String from, String to) throws Exception {
    SortedMap<String, String> files =
        new TreeMap<>(SiteFolder.read(ROOT.resolve("kura-config/sites/demo")));
    files.computeIfPresent("connectors.yaml", (name, text) -> text.replace(from, to));
    return new SiteReader(new ExpressionLanguage()).read(files);
  }

  private static Facts page(Optional<Site> site, Optional<Connectors> connectors) {
    ActiveSite active =
        new ActiveSite() {
          @Override
          public Optional<Site> site() {
            return site;
          }

          @Override
          public List<String> refusals() {
            return List.of();
          }
        };
    Route route = TransportRoutes.of(active, () -> connectors);
    assertThat(route.path()).isEqualTo("/api/transport");
    Answer answer = route.answer(new Request(Map.of(), Map.of(), new byte[0]));
    return ((Answer.Json) answer).facts();
  }

  private static final class Shipped implements Connectors {
    @Override
    public Optional<Connector> find(String kind) {
      try {
        return Optional.of(ConnectorFolder.read(ROOT.resolve("camel-routes").resolve(kind)));
      } catch (Exception broken) {
        throw new AssertionError(broken);
      }
    }

    @Override
    public List<Loaded> all() {
      return List.of();
    }
  }
}
