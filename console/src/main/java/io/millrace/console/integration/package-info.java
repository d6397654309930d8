/** Integrations and what a client needs to send to them. */
@NullMarked
package io.millrace.console.integration;

import org.jspecify.annotations.NullMarked;
