package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What RFC 7578 allows, and what it does not. */
class MultipartTest {

  private static Multipart read(String boundary, String body) throws Multipart.Malformed {
    return Multipart.read(
        "multipart/form-data; charset=utf-8; boundary=" + boundary,
        body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void textBeforeAndAfterIsPassedOver() throws Multipart.Malformed {
    Multipart form =
        read(
            "b", "hello\r\n--b\r\ncontent-disposition: form-data; name=a\r\n\r\n1\r\n--b--\r\nbye");
    assertThat(form.parts()).hasSize(1);
    assertThat(form.value("a").orElseThrow().text()).isEqualTo("1");
    assertThat(form.value("a").orElseThrow().type()).isEqualTo("text/plain");
  }

  @Test
  void namesMayHoldQuotesSemicolonsAndUmlauts() throws Multipart.Malformed {
    Multipart form =
        read(
            "b",
            "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a;\\\"ü\\\".png\"\r\n"
                + "Content-Type: image/png\r\n\r\nx\r\n--b--");
    assertThat(form.files("f").get(0).file()).contains("a;\"ü\".png");
  }

  @Test
  void contentMayBeEmptyOrHoldLineEndsAndHalfABoundary() throws Multipart.Malformed {
    Multipart form =
        read(
            "bb",
            "--bb\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n"
                + "--bb\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n\r\n--b\r\n\r\n--bb--");
    assertThat(form.value("a").orElseThrow().content()).isEmpty();
    assertThat(form.value("b").orElseThrow().text()).isEqualTo("\r\n--b\r\n");
  }

  @Test
  void severalFilesOfOneFieldComeInTheirOrder() throws Multipart.Malformed {
    StringBuilder body = new StringBuilder();
    for (String name : new String[] {"1", "2"}) {
      body.append("--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"")
          .append(name)
          .append("\"\r\n\r\n")
          .append(name)
          .append("\r\n");
    }
    assertThat(read("b", body + "--b--").files("f"))
        .extracting(Multipart.Part::text)
        .containsExactly("1", "2");
  }

  @Test
  void aBodyThatEndsTooEarlyIsRefused() {
    String part = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1";
    for (String body : new String[] {"", part, part + "\r\n--b", part + "\r\n--bX--"}) {
      assertThatThrownBy(() -> read("b", body)).isInstanceOf(Multipart.Malformed.class);
    }
    assertThatThrownBy(() -> read("b", "--b\r\nno blank line\r\n--b--"))
        .hasMessageContaining("blank line");
    assertThatThrownBy(() -> read("b", "--b\r\nX: y\r\n\r\n1\r\n--b--"))
        .hasMessageContaining("Content-Disposition");
  }

  @Test
  void aTypeWithoutBoundaryOrOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> Multipart.read("multipart/form-data", new byte[0]))
        .hasMessageContaining("boundary");
    assertThatThrownBy(() -> Multipart.read("application/json", new byte[0]))
        .hasMessageContaining("not a multipart");
  }
}
