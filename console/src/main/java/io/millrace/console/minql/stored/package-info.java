/** What people keep: computed properties, custom metrics, reports and dashboards, each with its versions. */
@NullMarked
package io.millrace.console.minql.stored;

import org.jspecify.annotations.NullMarked;
