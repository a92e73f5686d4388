package io.github.paybell.engine.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  @TempDir Path folder;

  @Test
  @DisplayName("BOUNDED: a file that has no end, or is larger than any key, is refused by name")
  void noKey() throws Exception {
    var large = Files.write(folder.resolve("large"), new byte[64 * 1024 + 1]);
    var largest = Files.write(folder.resolve("largest"), new byte[64 * 1024]);

    assertThat(KeyFile.read(largest)).hasSize(64 * 1024);
    assertThatThrownBy(() -> KeyFile.read(large)).hasMessageContaining("larger than 64 KiB");
    assertThatThrownBy(() -> KeyFile.read(folder)).hasMessageContaining("not a regular file");
    if (Files.exists(Path.of("/dev/zero"))) {
      var errors = new ArrayList<String>();
      assertThat(new SettingsFiles().read("v2.key", "file:/dev/zero", errors)).isNull();
      assertThat(errors).containsExactly("v2.key: file /dev/zero is not a regular file");
    }
  }
}
