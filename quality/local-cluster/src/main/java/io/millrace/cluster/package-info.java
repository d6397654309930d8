/**
 * The topology of a real installation on one machine, out of real processes: three brokers, a database, an object store, two
 * gateways behind a balancer, two normalizers, two sinks, a console. For trying, and for the tests of faults.
 */
@NullMarked
package io.millrace.cluster;

import org.jspecify.annotations.NullMarked;
