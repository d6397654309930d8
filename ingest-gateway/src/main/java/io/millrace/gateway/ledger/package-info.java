/** What the gateway tells the ledger: counts per minute, integration, signal and outcome, of every request. */
@NullMarked
package io.millrace.gateway.ledger;

import org.jspecify.annotations.NullMarked;
