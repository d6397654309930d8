package io.millrace.gateway.publish;

import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;

/** Sorts what a send may fail with (P12): the one table of Kafka errors of the gateway. */
final class SendFailures {
    private SendFailures() {}

    /** What the client is told. Its data stays with it in every case: also a refusal becomes a 503, and an alert. */
    static PublishOutcome outcome(Throwable failure) {
        if (failure instanceof RecordTooLargeException
                || failure instanceof SerializationException
                || failure instanceof InvalidTopicException
                || failure instanceof AuthorizationException
                || failure instanceof AuthenticationException) {
            return PublishOutcome.REFUSED;
        }
        return PublishOutcome.UNAVAILABLE;
    }

    /** Whether the producer itself is done for, so that only a new one can send. */
    static boolean endsProducer(Throwable failure) {
        return failure instanceof OutOfOrderSequenceException
                || failure instanceof AuthorizationException
                || failure instanceof AuthenticationException
                || failure instanceof IllegalStateException
                || !(failure instanceof RetriableException || failure instanceof ApiException);
    }
}
