/**
 * The decisions about one raw partition: what is a repeat, what follows what, what is committed. Nothing here talks to a
 * broker, so that simulations can run it.
 */
@NullMarked
package io.millrace.normalizer.partition;

import org.jspecify.annotations.NullMarked;
