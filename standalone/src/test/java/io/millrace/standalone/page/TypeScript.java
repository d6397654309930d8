package io.millrace.standalone.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The TypeScript compiler, from its jar into a folder. */
final class TypeScript {
    private static final String ROOT = "META-INF/resources/_static/typescript/";
    private static final String REST = "META-INF/.more.tgz";
    private static final List<String> PROGRAM = List.of("tsc.js", "_tsc.js");

    private TypeScript() {}

    /** Unpacks it and says where its program is. */
    static Path unpack(Path folder) throws IOException {
        Files.createDirectories(folder);
        String version = version();
        for (String file : PROGRAM) {
            try (InputStream in = open(ROOT + version + "/lib/" + file)) {
                Files.copy(in, folder.resolve(file));
            }
        }
        unpackLibraryFiles(folder);
        return folder.resolve("tsc.js");
    }

    /** Of several archives of this name on the class path only the one beside the compiler is meant. */
    private static void unpackLibraryFiles(Path folder) throws IOException {
        String compiler = Objects.requireNonNull(loader().getResource(ROOT + version() + "/lib/tsc.js"))
                .toString();
        String jar = compiler.substring(0, compiler.indexOf("!/") + 2);
        try (InputStream in = java.net.URI.create(jar + REST).toURL().openStream();
                TarArchiveInputStream files = new TarArchiveInputStream(new GZIPInputStream(in))) {
            for (TarArchiveEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
                String name = file.getName().substring(file.getName().lastIndexOf('/') + 1);
                if (name.startsWith("lib.") && name.endsWith(".d.ts")) {
                    Files.copy(files, folder.resolve(name));
                }
            }
        }
    }

    private static String version() {
        return System.getProperty("millrace.typescript");
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(loader().getResourceAsStream(name), name);
    }

    private static ClassLoader loader() {
        return TypeScript.class.getClassLoader();
    }
}
