/** Quotas of organizations, integrations and keys: how much of each was used in the window, and what follows from it. */
@NullMarked
package io.millrace.gateway.quota;

import org.jspecify.annotations.NullMarked;
