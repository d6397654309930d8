package io.millrace.gateway.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.gateway.body.Gunzip;
import io.millrace.gateway.config.GatewayConfig;
import io.millrace.gateway.config.OtlpConfig;
import io.millrace.gateway.publish.RawTopics;
import io.millrace.gateway.quota.Quotas;
import io.millrace.telemetry.otlp.BodySplitter;
import io.millrace.telemetry.otlp.OtlpLimits;
import io.millrace.telemetry.otlp.OtlpReader;
import io.millrace.telemetry.topic.PolicyHeader;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the stages of an export together. */
@Singleton
class ExportBeans {
    private static final int HEADERS_AND_FRAME_BYTES = 16 * 1024 + PolicyHeader.MAX_BYTES;

    @Produces
    @Singleton
    Workers workers() {
        return new Workers(Runtime.getRuntime().availableProcessors());
    }

    @Produces
    @Singleton
    OtlpLimits limits(OtlpConfig config) {
        return new OtlpLimits(
                config.maxValueDepth(),
                config.maxJsonDepth(),
                config.maxStringBytes(),
                config.maxNameBytes(),
                config.maxNumberLength(),
                config.maxAttributesPerRecord(),
                config.maxKeptRejections());
    }

    @Produces
    @Singleton
    RawBodies rawBodies(
            GatewayConfig config,
            OtlpLimits limits,
            @ConfigProperty(name = "millrace.key-pepper") Optional<String> pepper) {
        int maxPartBytes = Math.toIntExact(config.kafka().maxRecord().asLongValue()) - HEADERS_AND_FRAME_BYTES;
        BodySplitter splitter = new BodySplitter(limits, config.kafka().maxRecords());
        Policies policies = new Policies(pepper.orElse("").getBytes(UTF_8));
        return new RawBodies(
                splitter,
                policies,
                new BeforeKafka(new OtlpReader(limits), splitter, policies, maxPartBytes),
                maxPartBytes,
                Math.toIntExact(config.deadLetters().maxRecord().asLongValue()));
    }

    @Produces
    @Singleton
    ExportHandler exportHandler(
            GatewayConfig config,
            OtlpLimits limits,
            Quotas quotas,
            RawBodies rawBodies,
            RawTopics rawTopics,
            Workers workers) {
        int maxBytes = Math.toIntExact(config.body().maxBytes().asLongValue());
        return new ExportHandler(
                new BodyStage(new Gunzip(maxBytes, config.body().maxCompressionRatio()), maxBytes),
                new BodyCheck(new OtlpReader(limits)),
                quotas,
                rawBodies,
                rawTopics,
                new ExportHandler.Placement(
                        workers, Math.toIntExact(config.body().inlineBytes().asLongValue())),
                Clock.systemUTC());
    }
}
