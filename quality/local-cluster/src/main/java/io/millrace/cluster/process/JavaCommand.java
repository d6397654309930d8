package io.millrace.cluster.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a small JVM: many of them share one machine here. */
public final class JavaCommand {
    private static final int G1_FROM_MEGABYTES = 1792;

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

    /**
     * Runs a jar as the image's start script does in a container.
     *
     * @param megabytes the container's memory, of which an eighth is for direct buffers
     * @param heapPercent of it that is heap
     */
    public static List<String> asInContainer(Path jar, int megabytes, int heapPercent) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xms" + megabytes * heapPercent / 100 + "m");
        command.add("-Xmx" + megabytes * heapPercent / 100 + "m");
        command.add("-XX:MaxDirectMemorySize=" + Math.max(64, megabytes / 8) + "m");
        // a JVM takes the serial collector by itself where it sees less memory than that
        command.add(megabytes < G1_FROM_MEGABYTES ? "-XX:+UseSerialGC" : "-XX:+UseG1GC");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-jar");
        command.add(jar.toString());
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
