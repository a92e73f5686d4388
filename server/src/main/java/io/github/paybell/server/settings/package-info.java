/**
 * What the operator wrote: the configuration file and the environment, read into one checked value.
 *
 * <p>Owns the keys that only a server has; those that it shares with the starter are
 * paybell-settings'. Promises that a key that does not exist is an error that names the nearest
 * one, and that no error tells a secret. Does not check merchant accounts; the engine's account
 * room does. Start at {@link io.github.paybell.server.settings.SettingsSource}. May use:
 * engine.account, the options of engine.store, the shared keys of paybell-settings, Spring Boot's
 * binder.
 */
@NullMarked
package io.github.paybell.server.settings;

import org.jspecify.annotations.NullMarked;
