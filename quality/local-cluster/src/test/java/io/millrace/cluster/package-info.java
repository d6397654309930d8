/** What the cluster promises when parts of it fail. */
@NullMarked
package io.millrace.cluster;

import org.jspecify.annotations.NullMarked;
