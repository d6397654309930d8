package io.millrace.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Limits of the OTLP/JSON reader. A second mapping beside the stage's own, because gateway and normalizer must have the same
 * values: what one takes, the other must read.
 */
@ConfigMapping(prefix = "millrace.otlp")
public interface OtlpConfig {

    /** Levels of nested arrays and maps in a value; a deeper one refuses its record. 1 to 256. */
    @WithDefault("64")
    int maxValueDepth();

    /** Levels of JSON nesting, unknown members included; a deeper body is refused as a whole. From 1. */
    @WithDefault("512")
    int maxJsonDepth();

    /** Bytes of one string; a longer one refuses its record. */
    @WithDefault("20000000")
    int maxStringBytes();

    /** Bytes of one member name or attribute key; a longer attribute key refuses its record. */
    @WithDefault("50000")
    int maxNameBytes();

    /** Characters of one number; a body with a longer one is refused as a whole. */
    @WithDefault("1000")
    int maxNumberLength();

    /** Attributes of one record, nested ones included; more refuse it. */
    @WithDefault("10000")
    int maxAttributesPerRecord();

    /** Refused records of one body that are named one by one; the others are only counted. */
    @WithDefault("1000")
    int maxKeptRejections();
}
