/**
 * What the operator wrote: the configuration file and the environment, read into one checked value.
 *
 * <p>Owns the configuration keys under {@code paybell}, their defaults and units. Promises that a
 * key nobody knows is an error that names the nearest one, and that no error tells a secret. Does
 * not check merchant accounts; the engine's account room does. Start at {@link
 * io.github.paybell.server.settings.SettingsSource}. May use: engine.account, the options of
 * engine.healing, engine.delivery and engine.store, Spring Boot's binder.
 */
@NullMarked
package io.github.paybell.server.settings;

import org.jspecify.annotations.NullMarked;
