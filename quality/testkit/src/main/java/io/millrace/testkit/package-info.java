/** What every module's tests share: a real broker, real requests, and waiting without sleeping. */
@NullMarked
package io.millrace.testkit;

import org.jspecify.annotations.NullMarked;
