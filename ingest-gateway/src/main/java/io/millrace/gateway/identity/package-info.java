/** Who sends: from the {@code Authorization} header and the directory in memory to an organization and an integration. */
@NullMarked
package io.millrace.gateway.identity;

import org.jspecify.annotations.NullMarked;
