package io.millrace.redaction;

/**
 * The place the walker stands at. It changes as the walker goes on; a path is only put into words where something is found.
 */
final class Place {
    private static final int MAX_PATH_LENGTH = 1_000;

    private Location location = Location.BODY;
    private int index;
    private String key = "";
    private final StringBuilder below = new StringBuilder();

    /** Goes to text that is no attribute. */
    Place at(Location newLocation, int newIndex) {
        return at(newLocation, newIndex, "");
    }

    /** Goes to an attribute. */
    Place at(Location newLocation, int newIndex, String newKey) {
        location = newLocation;
        index = newIndex;
        key = newKey;
        below.setLength(0);
        return this;
    }

    /** Goes down to a member of a map; returns what {@link #up(int)} needs. */
    int down(String member) {
        int mark = below.length();
        below.append('.').append(member);
        return mark;
    }

    /** Goes down to an element of an array. */
    int down(int element) {
        int mark = below.length();
        below.append('[').append(element).append(']');
        return mark;
    }

    /** Goes back up. */
    void up(int mark) {
        below.setLength(mark);
    }

    Location location() {
        return location;
    }

    /** Key of the attribute, empty where it is none. */
    String key() {
        return key;
    }

    /** Whether the walker is inside the value of the attribute, body or text. */
    boolean isNested() {
        return !below.isEmpty();
    }

    /** Where below the attribute the walker stands, without indexes, such as {@code .headers.cookie}. */
    String globSuffix() {
        return withoutIndexes(below);
    }

    /** Whether the last part of the path, the nearest name, says that its value is secret. */
    boolean isNamedLikeASecret() {
        if (below.isEmpty()) {
            return SecretNameCache.isSecret(key);
        }
        String path = withoutIndexes(below);
        return SecretNameCache.isSecret(path.isEmpty() ? key : path);
    }

    /** The path for people, its beginning if it is long: each value below a long key would bring it along. */
    String path() {
        String start = location.path(index);
        return TextEdit.cut(key.isEmpty() ? start + below : start + "." + key + below, MAX_PATH_LENGTH);
    }

    private static String withoutIndexes(StringBuilder path) {
        StringBuilder plain = new StringBuilder(path.length());
        boolean inIndex = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '[') {
                inIndex = true;
            } else if (c == ']') {
                inIndex = false;
            } else if (!inIndex) {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
