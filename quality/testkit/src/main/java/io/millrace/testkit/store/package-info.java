/** Catalogs, object stores and engines that are not ours, for tests of the event tables: each a real one, each ended by its close. */
@NullMarked
package io.millrace.testkit.store;

import org.jspecify.annotations.NullMarked;
