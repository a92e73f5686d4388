package io.github.paybell.engine.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {
  private static final String HEX = "0f".repeat(32);
  private static final String OTHER = "1e".repeat(32);
  private static final Secret SECRET = Secret.of("the-secret-that-nobody-shall-see");

  @TempDir Path dataDir;
  private MasterKey key;
  private String sealed;

  @BeforeEach
  void seal() {
    key = MasterKey.load(HEX, dataDir);
    sealed = key.seal("shop", Fields.V2_KEY, SECRET);
  }

  @Test
  @DisplayName("SILENT_SECRETS: what is sealed shows nothing and opens again")
  void opens() {
    assertThat(sealed).matches("sealed:v1:[0-9a-f]{8}:[0-9A-Za-z+/]+=*");
    assertThat(sealed).doesNotContain(SECRET.reveal());
    assertThat(key.open("shop", Fields.V2_KEY, sealed)).isEqualTo(SECRET);
    assertThat(key.seal("shop", Fields.V2_KEY, SECRET)).isNotEqualTo(sealed);
  }

  @Test
  @DisplayName("SILENT_SECRETS: a sealed text moved to another account or field does not open")
  void moved() {
    assertThatThrownBy(() -> key.open("other", Fields.V2_KEY, sealed))
        .hasMessageContaining("v2.key of account other");
    assertThatThrownBy(() -> key.open("shop", Fields.API_V3_KEY, sealed))
        .hasMessageContaining("v3.api_v3_key of account shop");
  }

  @Test
  @DisplayName("SILENT_SECRETS: a sealed text with any one byte changed does not open")
  void tampered() {
    int start = sealed.lastIndexOf(':') + 1;
    var bytes = Base64.getDecoder().decode(sealed.substring(start));
    for (int i = 0; i < bytes.length; i++) {
      var changed = bytes.clone();
      changed[i] ^= 1;
      var text = sealed.substring(0, start) + Base64.getEncoder().encodeToString(changed);
      assertThatThrownBy(() -> key.open("shop", Fields.V2_KEY, text))
          .hasMessageContaining("v2.key of account shop");
    }
    for (var text : new String[] {"", "sealed:v1:", "sealed:v1:" + key.id() + ":AAAA", "plain"}) {
      assertThatThrownBy(() -> key.open("shop", Fields.V2_KEY, text))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  @DisplayName("the wrong master key is told by account, field and key id")
  void wrongKey() {
    var other = MasterKey.load(OTHER, dataDir);

    assertThatThrownBy(() -> other.open("shop", Fields.V2_KEY, sealed))
        .hasMessageContaining("v2.key of account shop")
        .hasMessageContaining("another master key")
        .hasMessageContaining(other.id());
  }

  @Test
  @DisplayName("without configuration the key is made once, for this user only")
  void made() throws Exception {
    var first = MasterKey.load(null, dataDir);
    var path = dataDir.resolve("master-key");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(MasterKey.load(null, dataDir).id()).isEqualTo(first.id());
    assertThat(Files.list(dataDir)).containsExactly(path);
  }

  @Test
  @DisplayName("SILENT_SECRETS: a key file that everybody can read is refused")
  void readableByAll() throws Exception {
    var path = Files.writeString(dataDir.resolve("shared"), HEX);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> MasterKey.load("file:" + path, dataDir))
        .hasMessageContaining(path.toString())
        .hasMessageContaining("chmod 600")
        .hasMessageNotContaining(HEX);
  }

  @Test
  @DisplayName("hex, base64, raw bytes and a file are the same key")
  void forms() throws Exception {
    var bytes = HexFormat.of().parseHex(HEX);
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var text = Files.writeString(Files.createFile(dataDir.resolve("text"), mode), HEX + "\n");
    var raw = Files.write(Files.createFile(dataDir.resolve("raw"), mode), bytes);

    assertThat(MasterKey.load(Base64.getEncoder().encodeToString(bytes), dataDir).id())
        .isEqualTo(key.id());
    assertThat(MasterKey.load("file:" + text, dataDir).id()).isEqualTo(key.id());
    assertThat(MasterKey.load("file:" + raw, dataDir).id()).isEqualTo(key.id());
  }

  @Test
  @DisplayName("SILENT_SECRETS: a key of another length is refused and not repeated")
  void wrongLength() {
    assertThatThrownBy(() -> MasterKey.load("0f0f0f", dataDir))
        .hasMessageContaining("32 bytes")
        .hasMessageNotContaining("0f0f0f");
    assertThatThrownBy(() -> MasterKey.load("file:" + dataDir.resolve("absent"), dataDir))
        .hasMessageContaining("absent");
    assertThat(key.toString()).doesNotContain(HEX);
  }
}
