package io.millrace.telemetry.otlp;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one metric: its data points are the records. Name, unit and temporality may stand behind the points; a second member
 * of the data oneof is read as a metric of its own with the same name, so that nothing that was sent is lost.
 */
final class MetricReader {
    private final ReadContext context;
    private final JsonCursor parser;
    private final Scalars scalars;
    private final AttributesReader attributesReader;
    private final NumberPointReader numbers;
    private final HistogramPointReader histograms;
    private final ExponentialPointReader exponentials;
    private final SummaryPointReader summaries;
    private final Map<Metric.Kind, Data> data = new EnumMap<>(Metric.Kind.class);

    private String name = "";
    private String description = "";
    private String unit = "";
    private List<Attribute> metadata = List.of();
    private long oddities;

    MetricReader(ReadContext context, Scalars scalars, AttributesReader attributesReader) {
        this.context = context;
        this.parser = context.parser();
        this.scalars = scalars;
        this.attributesReader = attributesReader;
        PointReader point = new PointReader(context, scalars, attributesReader);
        NumberListReader lists = new NumberListReader(context, scalars);
        this.numbers = new NumberPointReader(context, scalars, point);
        this.histograms = new HistogramPointReader(context, scalars, point, lists);
        this.exponentials = new ExponentialPointReader(context, scalars, point, lists);
        this.summaries = new SummaryPointReader(context, scalars, point);
    }

    /** Reads the object at which the parser stands and hands each of its points on. */
    void read(PointSink sink) throws IOException, MalformedBody {
        reset();
        for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
            parser.nextToken();
            readMember(member, sink);
            oddities |= context.takeOddities();
        }
        if (data.size() > 1) {
            oddities |= Oddities.bit(Oddity.SEVERAL_VALUES);
        }
        data.forEach(this::close);
    }

    private void reset() {
        data.clear();
        name = "";
        description = "";
        unit = "";
        metadata = List.of();
        oddities = 0;
    }

    private void readMember(String member, PointSink sink) throws IOException, MalformedBody {
        switch (member) {
            case "name" -> name = scalars.string(member);
            case "description" -> description = scalars.string(member);
            case "unit" -> unit = scalars.string(member);
            case "metadata" -> {
                context.beginAttributes();
                metadata = attributesReader.read(member);
            }
            case "gauge" -> readData(member, Metric.Kind.GAUGE, numbers, sink);
            case "sum" -> readData(member, Metric.Kind.SUM, numbers, sink);
            case "histogram" -> readData(member, Metric.Kind.HISTOGRAM, histograms, sink);
            case "exponentialHistogram" -> readData(member, Metric.Kind.EXPONENTIAL_HISTOGRAM, exponentials, sink);
            case "summary" -> readData(member, Metric.Kind.SUMMARY, summaries, sink);
            default -> context.skipUnknown(member);
        }
    }

    private void readData(String member, Metric.Kind kind, DataPointReader points, PointSink sink)
            throws IOException, MalformedBody {
        if (!context.isObject(member)) {
            return;
        }
        Data read = data.computeIfAbsent(kind, unused -> new Data());
        context.path().enter(member);
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            parser.nextToken();
            switch (field) {
                case "dataPoints" -> context.list(field, () -> sink.read(points, read.slot));
                case "aggregationTemporality" -> read.temporality = scalars.enumeration();
                case "isMonotonic" -> read.monotonic = scalars.bool(field);
                default -> context.skipUnknown(field);
            }
            read.slot.flag(context.takeOddities());
        }
        context.path().leave();
    }

    private void close(Metric.Kind kind, Data read) {
        boolean temporal = switch (kind) {
            case SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM -> true;
            case GAUGE, SUMMARY -> false;
        };
        if (temporal && read.temporality == 0) {
            context.flag(Oddity.TEMPORALITY_UNSPECIFIED);
        }
        read.slot.flag(oddities | context.takeOddities());
        if (context.building()) {
            int temporality = temporal ? read.temporality : 0;
            boolean monotonic = kind == Metric.Kind.SUM && read.monotonic;
            read.slot.set(new Metric(name, description, unit, kind, temporality, monotonic, metadata));
        }
    }

    /** Reads a single data point as a record of the body. */
    interface PointSink {
        /** Reads the point at which the parser stands. */
        void read(DataPointReader reader, RecordBuffer.MetricSlot metric) throws IOException, MalformedBody;
    }

    /** One member of the data oneof. */
    private static final class Data {
        private final RecordBuffer.MetricSlot slot = new RecordBuffer.MetricSlot();
        private int temporality;
        private boolean monotonic;
    }
}
