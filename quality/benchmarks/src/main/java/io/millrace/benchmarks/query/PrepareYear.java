package io.millrace.benchmarks.query;

import io.millrace.benchmarks.year.YearPlan;
import io.millrace.testkit.process.StandaloneProcess;
import java.nio.file.Path;

/** Makes the data folder with the year and says where it is served: {@code STANDALONE_JAR FOLDER}. Runs until it is stopped. */
public final class PrepareYear {
    private PrepareYear() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        StandaloneProcess process =
                new YearInstallation(Path.of(arguments[0]), Path.of(arguments[1])).start(YearPlan.standard());
        System.out.println("ready: http://127.0.0.1:" + process.port() + "/");
        process.close();
    }
}
