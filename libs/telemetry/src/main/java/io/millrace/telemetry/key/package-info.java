/** API keys: text form, checksum and keyed digest. */
@NullMarked
package io.millrace.telemetry.key;

import org.jspecify.annotations.NullMarked;
