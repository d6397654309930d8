/** The ledger: counts per minute, integration, signal and outcome that each stage publishes. */
@NullMarked
package io.millrace.telemetry.ledger;

import org.jspecify.annotations.NullMarked;
