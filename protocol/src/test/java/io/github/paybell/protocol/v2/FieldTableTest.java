package io.github.paybell.protocol.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FieldTableTest {
  private final FieldTable table = new FieldTable();

  static Stream<Arguments> understood() {
    return Stream.of(
        Arguments.of("no fields", "<xml></xml>", Map.of()),
        Arguments.of("self-closed root", "<xml/>", Map.of()),
        Arguments.of("one CDATA", "<xml><a><![CDATA[1]]></a></xml>", Map.of("a", "1")),
        Arguments.of("one text", "<xml><a>1</a></xml>", Map.of("a", "1")),
        Arguments.of(
            "empty element", "<xml><a></a><b/><c /></xml>", Map.of("a", "", "b", "", "c", "")),
        Arguments.of("empty CDATA", "<xml><a><![CDATA[]]></a></xml>", Map.of("a", "")),
        Arguments.of("byte order mark", "\ufeff<xml><a>1</a></xml>", Map.of("a", "1")),
        Arguments.of(
            "declaration",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xml><a>1</a></xml>",
            Map.of("a", "1")),
        Arguments.of(
            "declaration in single quotes, lower case, standalone",
            "<?xml version='1.0'  encoding = 'utf-8' standalone='yes' ?><xml><a>1</a></xml>",
            Map.of("a", "1")),
        Arguments.of("declaration without encoding", "<?xml version=\"1.0\"?><xml/>", Map.of()),
        Arguments.of("mark, then declaration", "\ufeff<?xml version=\"1.0\"?><xml/>", Map.of()),
        Arguments.of(
            "white space outside and between",
            " \t\r\n<xml >\r\n\t<a>1</a>\n\n<b>2</b> </xml >\n \n",
            Map.of("a", "1", "b", "2")),
        Arguments.of("white space in tags", "<xml><a\n>1</a\t></xml>", Map.of("a", "1")),
        Arguments.of(
            "white space in values is kept",
            "<xml><a> 1\r\n</a><b>\n<![CDATA[ 2 ]]>\n</b></xml>",
            Map.of("a", " 1\r\n", "b", "\n 2 \n")),
        Arguments.of(
            "named entities", "<xml><a>&amp;&lt;&gt;&quot;&apos;</a></xml>", Map.of("a", "&<>\"'")),
        Arguments.of(
            "numeric entities",
            "<xml><a>&#65;&#x42;&#x00e9;&#20013;&#x1F9E7;&#13;&#x10FFFF;</a></xml>",
            Map.of("a", "ABé中🧧\r\udbff\udfff")),
        Arguments.of(
            "entities are decoded once", "<xml><a>&amp;lt;</a></xml>", Map.of("a", "&lt;")),
        Arguments.of(
            "entities mean nothing in CDATA",
            "<xml><a><![CDATA[&lt;&unknown;<b>]]></a></xml>",
            Map.of("a", "&lt;&unknown;<b>")),
        Arguments.of(
            "runs are joined",
            "<xml><a>x<![CDATA[<y>]]>&amp;<![CDATA[]]>z</a><b>after</b></xml>",
            Map.of("a", "x<y>&z", "b", "after")),
        Arguments.of(
            "]]> split over two CDATA",
            "<xml><a><![CDATA[x]]]]><![CDATA[>y]]></a></xml>",
            Map.of("a", "x]]>y")),
        Arguments.of(
            "brackets before the end of CDATA",
            "<xml><a><![CDATA[{\"b\":[[1]]}]]]></a><c><![CDATA[]]]]]></c></xml>",
            Map.of("a", "{\"b\":[[1]]}]", "c", "]]]")),
        Arguments.of("brackets and > in text", "<xml><a>x]]y>]</a></xml>", Map.of("a", "x]]y>]")),
        Arguments.of(
            "control characters are kept",
            "<xml><a>\0\u0001</a><b><![CDATA[\u0008\0\u000b]]></b></xml>",
            Map.of("a", "\0\u0001", "b", "\u0008\0\u000b")),
        Arguments.of(
            "Chinese and emoji",
            "<xml><a>门店</a><b><![CDATA[🧧€é]]></b></xml>",
            Map.of("a", "门店", "b", "🧧€é")),
        Arguments.of(
            "names of every length",
            "<xml><a>1</a><abcdefgh>8</abcdefgh><abcdefghi>9</abcdefghi>"
                + "<abcdefghijklmnop>16</abcdefghijklmnop><abcdefghijklmnopq>17</abcdefghijklmnopq>"
                + "<abcdefghijklmnopr>17r</abcdefghijklmnopr><_.-9>x</_.-9></xml>",
            Map.of(
                "a",
                "1",
                "abcdefgh",
                "8",
                "abcdefghi",
                "9",
                "abcdefghijklmnop",
                "16",
                "abcdefghijklmnopq",
                "17",
                "abcdefghijklmnopr",
                "17r",
                "_.-9",
                "x")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("understood")
  @DisplayName("FORGERY_INERT: what WeChat Pay may send is understood")
  void understands(String what, String xml, Map<String, String> fields) {
    assertThat(table.read(utf8(xml))).as("%s at %s", table.problem(), table.position()).isTrue();

    assertThat(table.problem()).isNull();
    assertThat(table.position()).isEqualTo(-1);
    assertThat(table.toMap()).isEqualTo(fields);
  }

  static Stream<Arguments> refused() {
    String deep = "<xml><a>" + "<b>".repeat(5) + "</a></xml>";
    return Stream.of(
        Arguments.of("", "truncated", 0),
        Arguments.of("  ", "truncated", 2),
        Arguments.of("<", "truncated", 0),
        Arguments.of("<xml", "truncated", 4),
        Arguments.of("<xml>", "truncated", 5),
        Arguments.of("<xml><a", "truncated", 7),
        Arguments.of("<xml><a>", "truncated", 8),
        Arguments.of("<xml><a>1", "truncated", 9),
        Arguments.of("<xml><a>1</", "truncated", 9),
        Arguments.of("<xml><a>1</a", "truncated", 12),
        Arguments.of("<xml><a><![CDATA[1]]", "truncated", 20),
        Arguments.of("<xml><a><![CDATA[1", "truncated", 18),
        Arguments.of("<xml><a>1</a></xml", "truncated", 18),
        Arguments.of("{\"id\":\"1\"}", "text before the root", 0),
        Arguments.of("<root><a>1</a></root>", "wrong root", 0),
        Arguments.of("<Xml><a>1</a></Xml>", "wrong root", 0),
        Arguments.of("<xmlx></xmlx>", "wrong root", 0),
        Arguments.of("<!DOCTYPE xml><xml/>", "DOCTYPE", 0),
        Arguments.of(
            "<?xml version=\"1.0\"?>\n<!DOCTYPE xml [<!ENTITY a \"b\">]><xml/>", "DOCTYPE", 22),
        Arguments.of("<xml><!DOCTYPE xml></xml>", "DOCTYPE", 5),
        Arguments.of("<xml><a><!ENTITY b \"c\"></a></xml>", "DOCTYPE or declaration", 8),
        Arguments.of("<xml><a>&xxe;</a></xml>", "entity", 8),
        Arguments.of("<xml><a>1&nbsp;</a></xml>", "entity", 9),
        Arguments.of("<xml><a>&</a></xml>", "entity", 8),
        Arguments.of("<xml><a>&;</a></xml>", "entity", 8),
        Arguments.of("<xml><a>&#;</a></xml>", "entity", 8),
        Arguments.of("<xml><a>&#x;</a></xml>", "entity", 8),
        Arguments.of("<xml><a>&#0;</a></xml>", "entity", 8),
        Arguments.of("<xml><a>&#8;</a></xml>", "entity", 8),
        Arguments.of("<xml><a>&#xD800;</a></xml>", "entity", 8),
        Arguments.of("<xml><a>&#x110000;</a></xml>", "entity", 8),
        Arguments.of("<xml><a>&#99999999999;</a></xml>", "entity", 8),
        Arguments.of("<xml><a>&#-65;</a></xml>", "entity", 8),
        Arguments.of("<xml><a>&AMP;</a></xml>", "entity", 8),
        Arguments.of("<xml><!-- c --><a>1</a></xml>", "comment", 5),
        Arguments.of("<xml><a><!-- c -->1</a></xml>", "comment", 8),
        Arguments.of("<!-- c --><xml/>", "comment", 0),
        Arguments.of("<xml><?pi x?><a>1</a></xml>", "processing instruction", 5),
        Arguments.of("<xml><a><?pi?></a></xml>", "processing instruction", 8),
        Arguments.of("<?pi?><xml/>", "declaration", 0),
        Arguments.of("<?xml version=\"1.0\" encoding=\"GBK\"?><xml/>", "declaration", 0),
        Arguments.of("<?xml version=\"1.0\" encoding=\"UTF-16\"?><xml/>", "declaration", 0),
        Arguments.of("<xml><a b=\"1\">1</a></xml>", "attribute", 8),
        Arguments.of("<xml a=\"1\"></xml>", "attribute", 5),
        Arguments.of("<xml><a>1</a><b>2</b><a>1</a></xml>", "repeated", 21),
        Arguments.of("<xml><a>1</a><a></a></xml>", "repeated", 13),
        Arguments.of(
            "<xml><settlement_total_fee>1</settlement_total_fee>"
                + "<settlement_total_fee>1</settlement_total_fee></xml>",
            "repeated",
            51),
        Arguments.of("<xml><a><b>1</b></a></xml>", "nested", 8),
        Arguments.of(deep, "nested", 8),
        Arguments.of("<xml><a>1</b></xml>", "end tag", 9),
        Arguments.of("<xml><a>1</ab></xml>", "end tag", 9),
        Arguments.of("<xml><ab>1</a></xml>", "end tag", 10),
        Arguments.of("<xml><a>1</a></xml2>", "end tag", 18),
        Arguments.of("<xml><a>1</a></yml>", "end tag", 13),
        Arguments.of("<xml><a>x]]>y</a></xml>", "]]>", 9),
        Arguments.of("<xml><中>1</中></xml>", "name", 5),
        Arguments.of("<xml><a中>1</a中></xml>", "name", 7),
        Arguments.of("<xml><a:b>1</a:b></xml>", "name", 7),
        Arguments.of("<xml><1a>1</1a></xml>", "name", 5),
        Arguments.of("<xml>< a>1</a></xml>", "name", 5),
        Arguments.of("<xml><>1</></xml>", "name", 5),
        Arguments.of("<xml>text<a>1</a></xml>", "text between", 5),
        Arguments.of("<xml><![CDATA[x]]></xml>", "CDATA between", 5),
        Arguments.of("<xml><a>1</a></xml>x", "after the root", 19),
        Arguments.of("<xml><a>1</a></xml><xml/>", "after the root", 19),
        Arguments.of("<xml><a>1</a></xml>\0", "after the root", 19));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  @DisplayName("FORGERY_INERT: everything else is refused with its place")
  void refuses(String xml, String problem, int position) {
    assertThat(table.read(utf8("<xml><old>1</old></xml>"))).isTrue();

    assertThat(table.read(utf8(xml))).isFalse();

    assertThat(table.problem()).contains(problem);
    assertThat(table.position()).isEqualTo(position);
    assertThat(table.size()).as("nothing of an earlier or half-read message").isZero();
  }

  static Stream<Arguments> notUtf8() {
    return Stream.of(
        Arguments.of("a lone continuation byte", new int[] {0x80}),
        Arguments.of("an overlong slash of two bytes", new int[] {0xc0, 0xaf}),
        Arguments.of("an overlong slash of three bytes", new int[] {0xe0, 0x80, 0xaf}),
        Arguments.of("an overlong of four bytes", new int[] {0xf0, 0x8f, 0xbf, 0xbf}),
        Arguments.of("a surrogate", new int[] {0xed, 0xa0, 0x80}),
        Arguments.of("beyond U+10FFFF", new int[] {0xf4, 0x90, 0x80, 0x80}),
        Arguments.of("a byte that never occurs", new int[] {0xff}),
        Arguments.of("a cut character", new int[] {0xe4, 0xb8}),
        Arguments.of("GBK", new int[] {0xd6, 0xd0, 0xce, 0xc4}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("notUtf8")
  @DisplayName(
      "NO_LOST_ACK: bytes that are not UTF-8 are a value like any other, and are signed as they"
          + " are")
  void notUtf8IsAValue(String what, int[] bytes) {
    for (int padding = 0; padding < 70; padding++) {
      byte[] head = utf8("<xml><a><![CDATA[" + "x".repeat(padding));
      byte[] tail = utf8("]]></a></xml>");
      byte[] message = Arrays.copyOf(head, head.length + bytes.length + tail.length);
      for (int i = 0; i < bytes.length; i++) {
        message[head.length + i] = (byte) bytes[i];
      }
      System.arraycopy(tail, 0, message, head.length + bytes.length, tail.length);

      assertThat(table.read(message)).isTrue();
      assertThat(table.value(0)).startsWith("x".repeat(padding) + "\uFFFD");
      assertThat(table.valueLength(0)).isEqualTo(padding + bytes.length);
    }
  }

  @Test
  @DisplayName("FORGERY_INERT: UTF-16 is refused, whatever it hides")
  void utf16() {
    byte[] bigEndian = "<xml><a>1</a></xml>".getBytes(StandardCharsets.UTF_16);
    byte[] littleEndian = "<xml><a>1</a></xml>".getBytes(StandardCharsets.UTF_16LE);

    assertThat(table.read(bigEndian)).isFalse();
    assertThat(table.read(littleEndian)).isFalse();
  }

  @Test
  @DisplayName("FORGERY_INERT: fields stand in the order of their names' bytes, whatever came")
  void order() {
    assertThat(
            table.read(
                utf8(
                    "<xml><coupon_fee_1>1</coupon_fee_1><attach_ext>1</attach_ext><Zz>1</Zz>"
                        + "<coupon_fee_10>1</coupon_fee_10><attach2>1</attach2><attach>1</attach>"
                        + "<settlement_total_fee2>1</settlement_total_fee2>"
                        + "<settlement_total_fee>1</settlement_total_fee><_a>1</_a></xml>")))
        .isTrue();

    assertThat(IntStream.range(0, table.size()).mapToObj(table::name))
        .containsExactly(
            "Zz",
            "_a",
            "attach",
            "attach2",
            "attach_ext",
            "coupon_fee_1",
            "coupon_fee_10",
            "settlement_total_fee",
            "settlement_total_fee2");
  }

  @Test
  @DisplayName("BOUNDED: 512 fields are read in any order, 513 are refused")
  void manyFields() {
    StringBuilder ascending = new StringBuilder("<xml>");
    StringBuilder descending = new StringBuilder("<xml>");
    for (int i = 0; i < FieldTable.MAX_FIELDS; i++) {
      ascending.append("<f%1$04d>%1$d</f%1$04d>".formatted(i));
      descending.append("<f%1$04d>%1$d</f%1$04d>".formatted(FieldTable.MAX_FIELDS - 1 - i));
    }
    assertThat(table.read(utf8(ascending + "</xml>"))).isTrue();
    SortedMap<String, String> fields = table.toMap();
    assertThat(fields).hasSize(512).containsEntry("f0511", "511");
    assertThat(table.read(utf8(descending + "</xml>"))).isTrue();
    assertThat(table.toMap()).isEqualTo(fields);

    assertThat(table.read(utf8(ascending + "<g>1</g></xml>"))).isFalse();
    assertThat(table.problem()).contains("512");
    assertThat(table.position()).isEqualTo(ascending.length());
  }

  @Test
  @DisplayName("BOUNDED: 64 KiB are read, one byte more is refused")
  void longMessages() {
    String frame = "<xml><a></a></xml>";
    String fits = "<xml><a>" + "x".repeat(FieldTable.MAX_BYTES - frame.length()) + "</a></xml>";
    assertThat(table.read(utf8(fits))).isTrue();
    assertThat(table.value(0)).hasSize(FieldTable.MAX_BYTES - frame.length());

    assertThat(table.read(utf8(fits + " "))).isFalse();
    assertThat(table.problem()).contains("64 KiB");
  }

  @Test
  @DisplayName("FORGERY_INERT: a caller that changes the body afterwards changes nothing")
  void copied() {
    byte[] message = utf8("<xml><a>1</a></xml>");
    assertThat(table.read(message)).isTrue();
    Arrays.fill(message, (byte) '9');

    assertThat(table.toMap()).isEqualTo(Map.of("a", "1"));
  }

  @Test
  @DisplayName("FORGERY_INERT: every truncation of a good message is refused")
  void truncations() {
    byte[] message =
        utf8("<?xml version=\"1.0\"?>\n<xml><a><![CDATA[中]]></a>\n<b>&amp;x</b><c/></xml>");
    assertThat(table.read(message)).isTrue();
    for (int length = 0; length < message.length; length++) {
      assertThat(table.read(Arrays.copyOf(message, length))).as("first %s bytes", length).isFalse();
      assertThat(table.position()).isBetween(0, length);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
