/** What a cluster is made of: brokers, database, object store, stages, balancer; each says how it is started. */
@NullMarked
package io.millrace.cluster.part;

import org.jspecify.annotations.NullMarked;
