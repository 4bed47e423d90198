package org.bellcrank.itests.kura.rest;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes the one file out of a multipart upload. */
final class Multipart {

  private Multipart() {}

  /**
   * Writes the content of the first part.
   *
   * @throws IOException when the body ends before its boundary
   */
  static void write(HttpExchange exchange, Path target) throws IOException, Call.Refusal {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.contains("boundary=")) {
      throw new Call.Refusal(400, "multipart/form-data with a field file is expected");
    }
    String boundary = type.replaceFirst(".*boundary=\"?([^\";]+).*", "$1");
    InputStream in = new BufferedInputStream(exchange.getRequestBody());
    String headers = headers(in);
    if (!headers.contains("name=\"file\"")) {
      throw new Call.Refusal(400, "the first part is no field file");
    }
    byte[] content = in.readAllBytes();
    byte[] end = ("\r\n--" + boundary + "--").getBytes(StandardCharsets.UTF_8);
    int length = lastIndex(content, end);
    if (length < 0) {
      throw new EOFException("the upload ends before its boundary");
    }
    try (var out = Files.newOutputStream(target)) {
      out.write(content, 0, length);
    }
  }

  private static String headers(InputStream in) throws IOException {
    StringBuilder headers = new StringBuilder();
    while (headers.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the upload ends before its content");
      }
      headers.append((char) next);
    }
    return headers.toString();
  }

  private static int lastIndex(byte[] content, byte[] end) {
    for (int start = content.length - end.length; start >= 0; start--) {
      int same = 0;
      while (same < end.length && content[start + same] == end[same]) {
        same++;
      }
      if (same == end.length) {
        return start;
      }
    }
    return -1;
  }
}
