/**
 * The admin API: the private listener, with the API under {@code /api/v1}, health and metrics.
 *
 * <p>Owns the shapes of that API's JSON (docs/openapi.json) and the bearer token. Promises that
 * nothing but health is answered without the token, and that every error is an RFC 9457 document
 * without a secret. Keeps threads free for everything else, however slow WeChat Pay is (Lines).
 * Does not judge or store; it asks the engine. Start at {@link
 * io.github.paybell.server.admin.AdminServer}. May use: engine, Spring Boot.
 */
@NullMarked
package io.github.paybell.server.admin;

import org.jspecify.annotations.NullMarked;
