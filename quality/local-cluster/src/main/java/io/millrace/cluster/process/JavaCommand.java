package io.millrace.cluster.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a small JVM: many of them share one machine here. */
public final class JavaCommand {

    private JavaCommand() {}

    /**
     * Runs a jar.
     *
     * @param heapMegabytes largest heap
     */
    public static List<String> jar(Path jar, int heapMegabytes, String... arguments) {
        List<String> command = jvm(heapMegabytes);
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * Runs a main class.
     *
     * @param heapMegabytes largest heap
     */
    public static List<String> main(String classPath, String mainClass, int heapMegabytes, String... arguments) {
        List<String> command = jvm(heapMegabytes);
        command.add("-cp");
        command.add(classPath);
        command.add(mainClass);
        command.addAll(List.of(arguments));
        return command;
    }

    private static List<String> jvm(int heapMegabytes) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heapMegabytes + "m");
        command.add("-XX:MaxDirectMemorySize=192m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+ExitOnOutOfMemoryError");
        return command;
    }
}
