/**
 * The configuration keys that server and starter share: accounts, healing, delivery, retention,
 * subscribers. Each key, its default, unit, range and {@code file:} rule stands here once.
 *
 * <p>Promises that an error begins with the key and tells no secret. Does not check merchant
 * accounts: the engine's account room does. Start at {@link
 * io.github.paybell.settings.HealingSettings}. May use: the options of engine, Spring Boot's
 * binding annotations.
 */
@NullMarked
package io.github.paybell.settings;

import org.jspecify.annotations.NullMarked;
