package io.millrace.console.minql.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.console.query.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An export as the API shows it.
 *
 * @param id id
 * @param state waiting, running, done, failed or cancelled
 * @param format csv, json or parquet
 * @param percent how far it is, as far as the engine says
 * @param rows rows written so far
 * @param truncated whether there would have been more rows than one export may have
 * @param createdAt when it was asked for
 * @param endedAt when it ended
 * @param removedAt when its file goes
 * @param file where the file is, once it is there
 * @param problem why it failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExportView(
        String id,
        String state,
        String format,
        double percent,
        long rows,
        boolean truncated,
        Instant createdAt,
        @Nullable Instant endedAt,
        @Nullable Instant removedAt,
        @Nullable String file,
        @Nullable Map<String, Object> problem) {

    static ExportView of(ExportJob job, Duration kept) {
        Problem problem = job.problem();
        Instant endedAt = job.endedAt();
        boolean done = job.state() == ExportJob.State.DONE;
        return new ExportView(
                job.id(),
                job.state().name().toLowerCase(Locale.ROOT),
                job.format().word(),
                done ? 100 : job.progress().percent(),
                job.rows(),
                job.truncated(),
                job.createdAt(),
                endedAt,
                endedAt == null ? null : endedAt.plus(kept),
                done ? "/api/exports/" + job.id() + "/file" : null,
                problem == null ? null : problem.members());
    }
}
