/** Organizations' people: sign-in, sessions, users, roles and invitations. */
@NullMarked
package io.millrace.console.account;

import org.jspecify.annotations.NullMarked;
