package io.github.paybell.engine.bill;

import java.nio.file.Path;
import java.time.LocalTime;

/**
 * How bills are fetched and compared.
 *
 * @param billAt when yesterday's bill is fetched, Beijing time
 * @param folder where a bill lies while it is compared: it needs some 700 bytes a line there; made
 *     when it is not there
 */
public record ReconciliationOptions(LocalTime billAt, Path folder) {}
