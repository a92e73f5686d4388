package io.github.paybell.simulator.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v2.FieldTable;
import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Messages;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.Merchant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The shapes that an answer of v2 can have. */
final class V2Shape {
  private static final Set<String> ERR_CODES =
      Set.of(
          "INVALID_REQUEST",
          "NOAUTH",
          "ORDERPAID",
          "ORDERCLOSED",
          "APPID_NOT_EXIST",
          "MCHID_NOT_EXIST",
          "APPID_MCHID_NOT_MATCH",
          "LACK_PARAMS",
          "OUT_TRADE_NO_USED",
          "ORDERNOTEXIST",
          "TRADE_STATE_ERROR",
          "TRADE_OVERDUE",
          "ERROR",
          "INVALID_REQ_TOO_MUCH",
          "INVALID_TRANSACTIONID",
          "PARAM_ERROR",
          "FREQUENCY_LIMITED",
          "REFUNDNOTEXIST");
  private static final Set<String> NOT_ENTERED =
      Set.of(
          "XML_FORMAT_ERROR",
          "POST_DATA_EMPTY",
          "NOT_UTF8",
          "REQUIRE_POST_METHOD",
          "LACK_PARAMS",
          "MCHID_NOT_EXIST");
  private static final DocumentBuilder STRICT = strict();

  private V2Shape() {}

  private static DocumentBuilder strict() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder;
    } catch (ParserConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  /** The fields of an answer, as a strict reader of XML sees them. */
  static Map<String, String> fields(Response answer) {
    return fields(answer.body());
  }

  /** The fields of a message, as a strict reader of XML sees them. */
  static Map<String, String> fields(byte[] message) {
    try {
      Map<String, String> fields = new LinkedHashMap<>();
      Node root = STRICT.parse(new ByteArrayInputStream(message)).getDocumentElement();
      assertThat(root.getNodeName()).isEqualTo("xml");
      for (Node child = root.getFirstChild(); child != null; child = child.getNextSibling()) {
        if (child.getNodeType() == Node.ELEMENT_NODE) {
          assertThat(fields.put(child.getNodeName(), child.getTextContent())).as("twice").isNull();
        }
      }
      return fields;
    } catch (SAXException | IOException e) {
      throw new AssertionError("the answer is no XML: " + Shown.of(message), e);
    }
  }

  /**
   * Requires one of the shapes.
   *
   * @return {@code SUCCESS} or {@code FILE}, or the code or else the message of the failure
   */
  static String of(String api, byte[] request, Response answer, Merchant merchant) {
    assertThat(answer.status()).isEqualTo(200);
    byte[] body = answer.body();
    boolean bills = api.equals("downloadbill");
    if (bills && (body.length == 0 || body[0] != '<')) {
      return "SUCCESS";
    }
    Map<String, String> fields = fields(answer);
    if (fields.get("return_code").equals("FAIL")) {
      return notEntered(bills, request, answer, fields);
    }
    assertThat(fields).containsEntry("return_code", "SUCCESS");
    if (api.equals("getsignkey")) {
      assertThat(fields).containsKey("sandbox_signkey");
      return "SUCCESS";
    }
    assertSigned(answer.body(), merchant);
    if (fields.get("result_code").equals("SUCCESS")) {
      return "SUCCESS";
    }
    assertThat(fields).containsEntry("result_code", "FAIL");
    assertThat(fields.get("err_code")).isIn(ERR_CODES);
    assertThat(fields.get("err_code_des")).isNotEmpty();
    assertThat(answer.note()).startsWith(fields.get("err_code") + ": ");
    return fields.get("err_code");
  }

  private static String notEntered(
      boolean bills, byte[] request, Response answer, Map<String, String> fields) {
    assertThat(fields).doesNotContainKeys("sign", "result_code");
    assertThat(fields.get("return_msg")).isNotEmpty();
    assertThat(answer.note()).isNotEmpty();
    boolean wrongSignature = fields.get("return_msg").matches("签名错误|sign error");
    if (wrongSignature) {
      assertNoteHasTheStringToSign(request, answer);
      return "签名错误";
    }
    if (bills) {
      assertThat(fields.get("error_code")).isIn("20001", "20002");
      return fields.get("return_msg").startsWith("XML") ? "XML_FORMAT_ERROR" : "20001";
    }
    assertThat(fields.get("err_code")).isIn(NOT_ENTERED);
    assertThat(fields).containsEntry("err_code_des", fields.get("return_msg"));
    return fields.get("err_code");
  }

  private static void assertNoteHasTheStringToSign(byte[] request, Response answer) {
    FieldTable asked = new FieldTable();
    assertThat(asked.read(request)).isTrue();
    StringBuilder toSign = new StringBuilder();
    asked
        .toMap()
        .forEach(
            (name, value) -> {
              if (!name.equals("sign") && !value.isEmpty()) {
                toSign.append(name).append('=').append(value).append('&');
              }
            });
    assertThat(answer.note()).contains(toSign + "key=");
  }

  /** Requires the signature of an answer. */
  static void assertSigned(byte[] answer, Merchant merchant) {
    FieldTable table = new FieldTable();
    assertThat(table.read(answer)).as(Shown.of(answer)).isTrue();
    Map<String, String> fields = table.toMap();
    String sign = fields.getOrDefault("sign", "");
    SignType signType = sign.length() == 32 ? SignType.MD5 : SignType.HMAC_SHA256;
    assertThat(sign).isEqualTo(V2Messages.sign(fields, signType, merchant.v2()));
  }
}
