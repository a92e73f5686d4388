package io.github.paybell.benchmarks.ingest;

/** Where a server finds the database that it shares with the others; no password. */
record StoreAddress(String url, String username) {}
