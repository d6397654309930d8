/** Events as they leave the normalizer: source positions and the catalog of columns that every later stage shares. */
@NullMarked
package io.millrace.telemetry.event;

import org.jspecify.annotations.NullMarked;
