package io.millrace.store;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * The files below a table's folder, by their place in it: a listing may spell a folder otherwise than the table does, as a local
 * folder has two spellings and as a bucket that is read under another's name is listed by its own.
 */
public final class TableFiles {
    private static final Pattern METADATA = Pattern.compile("metadata/[^/]+\\.metadata\\.json(\\.gz)?");
    private static final Pattern NUMBER = Pattern.compile("metadata/(\\d{1,9})-.*");

    private final String location;
    private final String folder;

    /** The files of the table at this location. */
    public TableFiles(String location) {
        this.location = location.replaceFirst("/+$", "");
        this.folder = location.replaceFirst("^file:(//)?(?=/)", "")
                        .replaceFirst("^[a-z0-9]+://[^/]*/", "/")
                        .replaceFirst("/+$", "")
                + "/";
    }

    /** Place of a file in the folder, empty if it is not in it. */
    public Optional<String> place(String file) {
        int at = file.indexOf(folder);
        return at < 0 ? Optional.empty() : Optional.of(file.substring(at + folder.length()));
    }

    /** How the table spells a place. */
    public String at(String place) {
        return location + "/" + place;
    }

    /**
     * Places of all files that are there.
     *
     * @throws UnsupportedOperationException if the store cannot list files
     */
    public Set<String> list(FileIO io) {
        if (!(io instanceof SupportsPrefixOperations listing)) {
            throw new UnsupportedOperationException("the store of " + location + " cannot list files: "
                    + io.getClass().getName());
        }
        Set<String> places = new TreeSet<>();
        for (FileInfo file : listing.listPrefix(location + "/")) {
            place(file.location()).ifPresent(places::add);
        }
        return places;
    }

    /** Whether it is a metadata file, one without a number too, as some catalogs name them. */
    static boolean isMetadata(String place) {
        return METADATA.matcher(place).matches();
    }

    /** Number in the name of a metadata file: each commit writes the next one; empty if it has none and for any other file. */
    static Optional<Integer> version(String place) {
        Matcher name = NUMBER.matcher(place);
        return isMetadata(place) && name.matches() ? Optional.of(Integer.parseInt(name.group(1))) : Optional.empty();
    }
}
