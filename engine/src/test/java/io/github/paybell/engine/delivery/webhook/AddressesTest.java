package io.github.paybell.engine.delivery.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which address is what, at the borders of each range. */
class AddressesTest {
  @ParameterizedTest(name = "{0} is {1}")
  @DisplayName("each special range is known from its first address to its last, and not beyond")
  @CsvSource({
    "0.0.0.0, UNUSABLE",
    "0.255.255.255, UNUSABLE",
    "1.0.0.0, PUBLIC",
    "9.255.255.255, PUBLIC",
    "10.0.0.0, PRIVATE",
    "10.255.255.255, PRIVATE",
    "11.0.0.0, PUBLIC",
    "100.63.255.255, PUBLIC",
    "100.64.0.0, PRIVATE",
    "100.100.100.200, PRIVATE",
    "100.127.255.255, PRIVATE",
    "100.128.0.0, PUBLIC",
    "126.255.255.255, PUBLIC",
    "127.0.0.0, LOOPBACK",
    "127.0.0.1, LOOPBACK",
    "127.255.255.255, LOOPBACK",
    "128.0.0.0, PUBLIC",
    "169.253.255.255, PUBLIC",
    "169.254.0.0, LINK_LOCAL",
    "169.254.169.254, LINK_LOCAL",
    "169.254.255.255, LINK_LOCAL",
    "169.255.0.0, PUBLIC",
    "172.15.255.255, PUBLIC",
    "172.16.0.0, PRIVATE",
    "172.31.255.255, PRIVATE",
    "172.32.0.0, PUBLIC",
    "191.255.255.255, PUBLIC",
    "192.0.0.0, RESERVED",
    "192.0.0.192, RESERVED",
    "192.0.0.255, RESERVED",
    "192.0.1.255, PUBLIC",
    "192.0.2.0, RESERVED",
    "192.0.2.255, RESERVED",
    "192.0.3.0, PUBLIC",
    "192.88.98.255, PUBLIC",
    "192.88.99.0, RESERVED",
    "192.88.99.255, RESERVED",
    "192.88.100.0, PUBLIC",
    "192.167.255.255, PUBLIC",
    "192.168.0.0, PRIVATE",
    "192.168.255.255, PRIVATE",
    "192.169.0.0, PUBLIC",
    "198.17.255.255, PUBLIC",
    "198.18.0.0, RESERVED",
    "198.19.255.255, RESERVED",
    "198.20.0.0, PUBLIC",
    "198.51.99.255, PUBLIC",
    "198.51.100.0, RESERVED",
    "198.51.100.255, RESERVED",
    "198.51.101.0, PUBLIC",
    "203.0.112.255, PUBLIC",
    "203.0.113.0, RESERVED",
    "203.0.113.255, RESERVED",
    "203.0.114.0, PUBLIC",
    "223.255.255.255, PUBLIC",
    "224.0.0.0, UNUSABLE",
    "239.255.255.255, UNUSABLE",
    "240.0.0.0, RESERVED",
    "255.255.255.254, RESERVED",
    "255.255.255.255, UNUSABLE",
    "::, UNUSABLE",
    "::1, LOOPBACK",
    "::2, RESERVED",
    "::127.0.0.1, LOOPBACK",
    "::8.8.8.8, RESERVED",
    "::ffff:127.0.0.1, LOOPBACK",
    "::ffff:8.8.8.8, PUBLIC",
    "64:ff9b::7f00:1, LOOPBACK",
    "64:ff9b::a00:1, PRIVATE",
    "64:ff9b::a9fe:a9fe, LINK_LOCAL",
    "64:ff9b::808:808, PUBLIC",
    "64:ff9b:1::808:808, RESERVED",
    "100::1, RESERVED",
    "1fff:ffff::1, RESERVED",
    "2001::1, RESERVED",
    "2001:1ff:ffff::1, RESERVED",
    "2001:200::1, PUBLIC",
    "2001:db7:ffff::1, PUBLIC",
    "2001:db8::, RESERVED",
    "2001:db8:ffff::1, RESERVED",
    "2001:db9::1, PUBLIC",
    "2002:7f00:1::, LOOPBACK",
    "2002:c0a8:101::1, PRIVATE",
    "2002:808:808::1, PUBLIC",
    "2400:3200::1, PUBLIC",
    "3ffe:ffff::1, PUBLIC",
    "3fff::, RESERVED",
    "3fff:fff:ffff::1, RESERVED",
    "3fff:1000::1, PUBLIC",
    "4000::1, RESERVED",
    "fbff:ffff::1, RESERVED",
    "fc00::1, PRIVATE",
    "fd00:ec2::254, PRIVATE",
    "fdff:ffff::1, PRIVATE",
    "fe7f:ffff::1, RESERVED",
    "fe80::1, LINK_LOCAL",
    "febf:ffff::1, LINK_LOCAL",
    "fec0::1, PRIVATE",
    "feff:ffff::1, PRIVATE",
    "ff02::1, UNUSABLE"
  })
  void kinds(String address, AddressKind kind) throws UnknownHostException {
    assertThat(Addresses.kind(InetAddress.getByName(address))).isEqualTo(kind);
  }

  @ParameterizedTest(name = "plain={0} allowPrivate={1} {2}: {3}")
  @DisplayName("a rule lets https go to public addresses, and http to none of them")
  @CsvSource({
    "false, false, 8.8.8.8, true",
    "false, false, 10.0.0.8, false",
    "false, false, 127.0.0.1, false",
    "false, false, 169.254.169.254, false",
    "false, false, 198.18.0.1, false",
    "false, false, 224.0.0.1, false",
    "false, true, 8.8.8.8, true",
    "false, true, 10.0.0.8, true",
    "false, true, 127.0.0.1, true",
    "false, true, 198.18.0.1, true",
    "false, true, 224.0.0.1, false",
    "false, true, 0.0.0.0, false",
    "true, true, 8.8.8.8, false",
    "true, true, 10.0.0.8, true",
    "true, true, 127.0.0.1, true",
    "true, true, 0.0.0.0, false"
  })
  void rules(boolean plain, boolean allowPrivate, String address, boolean may)
      throws UnknownHostException {
    var objection = new AddressRule(plain, allowPrivate).objection(InetAddress.getByName(address));

    assertThat(objection.isEmpty()).isEqualTo(may);
  }

  @Test
  @DisplayName("an objection says what the address is and which setting would allow it")
  void words() throws UnknownHostException {
    assertThat(new AddressRule(false, false).objection(InetAddress.getByName("10.0.0.8")))
        .hasValue("10.0.0.8 is a private address and delivery.allow-private-addresses is false");
  }
}
