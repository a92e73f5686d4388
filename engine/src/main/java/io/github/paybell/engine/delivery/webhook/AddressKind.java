package io.github.paybell.engine.delivery.webhook;

/** What an address is for, as far as it matters to who may be called. */
enum AddressKind {
  PUBLIC("a public address"),
  LOOPBACK("a loopback address"),
  PRIVATE("a private address"),
  LINK_LOCAL("a link-local address"),
  RESERVED("a reserved address"),
  /** Multicast, broadcast and "this host": nothing that answers a request. */
  UNUSABLE("an unusable address");

  private final String words;

  AddressKind(String words) {
    this.words = words;
  }

  /** With its article, for sentences. */
  String words() {
    return words;
  }
}
