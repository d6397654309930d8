package io.millrace.telemetry.otlp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the lists of counts and of bounds of histograms. */
final class NumberListReader {
    private final ReadContext context;
    private final Scalars scalars;

    private int size;
    private long total;

    NumberListReader(ReadContext context, Scalars scalars) {
        this.context = context;
        this.scalars = scalars;
    }

    /** Reads a list of unsigned 64-bit counts; empty if not wanted, see {@link #size()}. */
    List<Long> counts(String member) throws IOException, MalformedBody {
        List<Long> counts = new ArrayList<>(0);
        size = 0;
        total = 0;
        context.list(member, () -> {
            long count = scalars.integer("", IntegerRange.UINT64);
            size++;
            total += count;
            if (context.building()) {
                counts.add(count);
            }
        });
        return counts;
    }

    /** Reads a list of doubles; empty if not wanted, see {@link #size()}. */
    List<Double> numbers(String member) throws IOException, MalformedBody {
        List<Double> numbers = new ArrayList<>(0);
        size = 0;
        context.list(member, () -> {
            Double number = scalars.number("");
            size++;
            if (number != null && context.building()) {
                numbers.add(number);
            }
        });
        return numbers;
    }

    /** Elements of the list last read, also where it was not wanted. */
    int size() {
        return size;
    }

    /** Sum of the counts last read. */
    long total() {
        return total;
    }
}
