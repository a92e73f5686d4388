/**
 * Throw-away shops on the stacks that shops have, each as a team would write it: a file of Java
 * below this package and an {@code application.yml} of that stack's name. Every one of them takes
 * real payments of the simulator on a real MySQL. Start at {@link Stack}, the list of them.
 */
@NullMarked
package io.github.paybell.stacks;

import org.jspecify.annotations.NullMarked;
