package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.connector.AnswerRules.Meaning;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in both languages, and what they tell of single items. */
class ContentTest {

  private static final String XML =
      "<a:r xmlns:a='urn:a' xmlns='urn:b'><list><i a:id='1'><n>one</n></i><i id='2'/></list></a:r>";

  @Test
  void namesInXmlNeedNoPrefix() {
    Content xml = Content.Format.XML.read(XML).orElseThrow();
    assertThat(xml.text("/r/list/i[1]/n")).contains("one");
    assertThat(xml.text("/r/list/i/@id")).contains("1");
    assertThat(xml.text("count(/r/list/i)")).contains("2");
    assertThat(xml.text("/r/list/i[3]")).isEmpty();
    assertThat(xml.items("/r/list/i"))
        .extracting(i -> i.text("@id").orElse(""))
        .containsExactly("1", "2");
    assertThat(xml.below("/r/list/i[1]").field("/n")).contains("one");
    assertThat(xml.below("/nowhere").text("n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "<a>",
        "<a>&unknown;</a>",
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a>",
        "<!DOCTYPE a [<!ENTITY e 'ha'><!ENTITY f '&e;&e;&e;'>]><a>&f;</a>"
      })
  void whatIsNoPlainXmlIsNotRead(String text) {
    assertThat(Content.Format.XML.read(text)).isEmpty();
  }

  /** It may go back to its sender, to whom its namespaces matter. */
  @Test
  void anElementOfXmlIsReadAsItCame() {
    Content xml =
        Content.Format.XML
            .read(
                "<s:E xmlns:s='urn:s'><!-- no --><a:w recordid='3' xmlns:a='urn:a' xmlns='urn:f'>"
                    + "<P><C>2</C></P><?x y?><!-- no -->&lt;\u00e9</a:w><a/></s:E>")
            .orElseThrow();
    for (Content from : List.of(xml.below("/E/w"), xml)) {
      assertThat(from.object(from == xml ? "//w" : "").orElseThrow().requireText("xml"))
          .isEqualTo(
              "<a:w xmlns:a=\"urn:a\" xmlns=\"urn:f\" recordid=\"3\"><P><C>2</C></P>&lt;\u00e9</a:w>");
    }
    assertThat(xml.object("//w/@recordid")).isEmpty();
    assertThat(xml.object("//nowhere")).isEmpty();
    String deep = "<a>".repeat(20_000) + "x" + "</a>".repeat(20_000);
    assertThat(Content.Format.XML.read(deep).flatMap(all -> all.object("/a"))).isEmpty();
  }

  @Test
  void fieldsAreLaidOverAnElementInItsOwnNamespaces() {
    String element =
        "<a:w xmlns:a=\"urn:a\" recordid=\"3\"><P xmlns=\"urn:f\"><C>2</C><D>low</D></P>"
            + "<Q xmlns=\"urn:f\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
            + " xsi:nil=\"true\"/></a:w>";
    Facts shown = Facts.with("xml", element).build();
    String laid = Overlay.element(shown, Map.of("/P/C", 1L, "/Q", "<b>\u0001&", "/New/Code", "n"));
    Content read = Content.Format.XML.read(laid).orElseThrow();
    assertThat(read.text("/w/P/C")).contains("1");
    assertThat(read.text("/w/P/D")).contains("low");
    assertThat(read.text("/w/Q")).contains("<b>&");
    assertThat(read.text("/w/Q/@nil")).isEmpty();
    assertThat(read.text("/w/New/Code")).contains("n");
    assertThat(laid).contains("recordid=\"3\"").contains("<New xmlns=\"urn:f\"><Code>n</Code>");
  }

  @Test
  void aRecordThatIsAListOfNamesAndValuesIsReadByItsNames() {
    Content json =
        Content.Format.JSON
            .read(
                "{\"d\":[{\"f\":[{\"n\":\"a\",\"v\":\"1=2\"},{\"n\":\"b\",\"v\":null},7,"
                    + "{\"n\":\"a\",\"v\":\"second\"},{\"n\":\"c=d\",\"v\":3}]}]}")
            .orElseThrow();
    Content record = json.items("/d").get(0);
    assertThat(record.text("/f/n=a/v")).contains("1=2");
    assertThat(record.text("/f/v=1=2/n")).contains("a");
    assertThat(record.text("/f/n=c=d/v")).contains("3");
    assertThat(record.text("/f/n=b/n")).contains("b");
    assertThat(record.text("/f/n=b/v")).isEmpty();
    assertThat(record.text("/f/n=z/v")).isEmpty();
    assertThat(json.text("/d/0/f/n=a/v")).contains("1=2");
  }

  /** Null for no list is a habit of some; what has not even its object is another answer. */
  @ParameterizedTest
  @CsvSource({
    "'{\"r\":{\"list\":[]}}', true",
    "'{\"r\":{\"list\":[1]}}', true",
    "'{\"r\":{\"list\":null}}', true",
    "'{\"r\":{}}', true",
    "'{\"r\":{\"list\":{}}}', false",
    "'{\"r\":{\"list\":\"none\"}}', false",
    "'{\"r\":null}', false",
    "'{}', false"
  })
  void aListThatMayBeNullIsShownWhereItsObjectIs(String text, boolean shown) {
    Content json = Content.Format.JSON.read(text).orElseThrow();
    assertThat(json.shows("/r/list?")).isEqualTo(shown);
    assertThat(json.items("/r/list?")).hasSize(text.contains("[1]") ? 1 : 0);
    assertThat(json.shows("/r/list")).isEqualTo(shown && text.contains("["));
  }

  @Test
  void depthBreaksNothing() {
    String deep = "<a>".repeat(20_000) + "x" + "</a>".repeat(20_000);
    assertThat(Content.Format.XML.read(deep).flatMap(xml -> xml.text("name(/*)"))).contains("a");
  }

  @ParameterizedTest
  @CsvSource({
    "XML, /a/b, true, ''",
    "XML, //a[b=1]/c, true, ''",
    "XML, string(//a), false, ''",
    "XML, string(//a), true, no XPath of a list",
    "XML, //a[, false, no XPath",
    "XML, x:a, false, no XPath",
    "JSON, /a/b, true, ''",
    "JSON, a/b, false, begins with /"
  })
  void aPathThatIsNoneIsToldBeforeItIsUsed(
      Content.Format format, String path, boolean list, String words) {
    Optional<String> wrong = format.wrong(path, list);
    if (words.isEmpty()) {
      assertThat(wrong).isEmpty();
    } else {
      assertThat(wrong).hasValueSatisfying(told -> assertThat(told).contains(words));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'[{\"id\":1,\"status\":201}]', ACCEPTED",
    "'[{\"id\":1,\"status\":422,\"message\":\"no\"}]', REFUSED",
    "'[{\"id\":1,\"status\":429}]', BUSY",
    "'[{\"id\":1,\"status\":500}]', UNCERTAIN",
    "'[{\"id\":1,\"status\":201},{\"id\":1,\"status\":409}]', REFUSED",
    "'[{\"id\":2,\"status\":422}]', NOT_FOUND",
    "'[]', NOT_FOUND"
  })
  void theStateOfOurItemCounts(String items, Meaning meaning) {
    Items rules =
        new Items(
            new Step.Pick("/items", Map.of(), false),
            "/status",
            Map.of("2xx", Meaning.ACCEPTED, "4xx", Meaning.REFUSED, "429", Meaning.BUSY),
            Meaning.UNCERTAIN,
            Meaning.NOT_FOUND,
            new ErrorWords(List.of("/message"), List.of(), List.of()));
    String ours = items.replaceAll("\\{\"id\":2[^}]*\\}", "");
    assertThat(rules.in(Json.lenient("{\"items\":" + ours + "}"), Map.of()).meaning())
        .isEqualTo(meaning);
  }
}
