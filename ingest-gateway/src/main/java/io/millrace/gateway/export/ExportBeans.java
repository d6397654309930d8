package io.millrace.gateway.export;

import io.millrace.gateway.body.Gunzip;
import io.millrace.gateway.config.GatewayConfig;
import io.millrace.gateway.publish.RawTopics;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.topic.TopicPlan;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts the stages of an export together. */
@Singleton
class ExportBeans {
    private static final int HEADERS_AND_FRAME_BYTES = 16 * 1024;

    @Produces
    @Singleton
    Workers workers() {
        return new Workers(Runtime.getRuntime().availableProcessors());
    }

    @Produces
    @Singleton
    ExportHandler exportHandler(GatewayConfig config, RawTopics rawTopics, Workers workers) {
        int maxBytes = Math.toIntExact(config.body().maxBytes().asLongValue());
        BodyStage bodies = new BodyStage(new Gunzip(maxBytes, config.body().maxCompressionRatio()), maxBytes);
        return new ExportHandler(
                bodies,
                new BodyCheck(OtlpLimits.DEFAULT, TopicPlan.MAX_MESSAGE_BYTES - HEADERS_AND_FRAME_BYTES),
                rawTopics,
                workers,
                Math.toIntExact(config.body().inlineBytes().asLongValue()),
                Clock.systemUTC());
    }
}
