/** Users, keys and integrations as the stages see them: records of the compacted topic and the state read from it. */
@NullMarked
package io.millrace.telemetry.directory;

import org.jspecify.annotations.NullMarked;
