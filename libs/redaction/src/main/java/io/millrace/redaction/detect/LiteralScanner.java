package io.millrace.redaction.detect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Finds any of many ASCII literals in one pass over a text, whatever their case (Aho and Corasick). A step is one look-up in a
 * table, so that text without a hit costs about a nanosecond a character. Thread-safe.
 */
final class LiteralScanner {
    private static final int ASCII = 128;
    private static final int OUTPUT = 1 << 31;

    private final byte[] classes = new byte[ASCII];
    private final int classCount;
    private final int[] next;
    private final int[][] outputs;
    private final int[] lengths;

    /** A scanner for literals of lower-case ASCII characters, numbered in this order. */
    LiteralScanner(List<String> literals) {
        int count = 1; // class 0: characters of no literal
        for (String literal : literals) {
            if (literal.isEmpty() || !literal.equals(literal.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("literal must be lower-case text: " + literal);
            }
            for (int i = 0; i < literal.length(); i++) {
                char c = literal.charAt(i);
                if (classes[c] == 0) {
                    classes[c] = (byte) count++;
                }
            }
        }
        for (char c = 'a'; c <= 'z'; c++) {
            classes[Character.toUpperCase(c)] = classes[c];
        }
        classCount = count;
        lengths = literals.stream().mapToInt(String::length).toArray();
        Trie trie = new Trie(literals);
        next = trie.next();
        outputs = trie.outputs();
    }

    /** Tells every place where a literal stands. */
    void scan(CharSequence text, Hits hits) {
        int state = 0;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            int target = next[state + (c < ASCII ? classes[c] : 0)];
            state = target & ~OUTPUT;
            if (target < 0) {
                for (int literal : outputs[state / classCount]) {
                    hits.found(literal, i + 1 - lengths[literal], i + 1);
                }
            }
        }
    }

    /** Whether any literal stands in the text. */
    boolean anyIn(CharSequence text) {
        int state = 0;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            state = next[state + (c < ASCII ? classes[c] : 0)];
            if (state < 0) {
                return true;
            }
        }
        return false;
    }

    /** Is told where literals stand. */
    interface Hits {
        /** The literal with this number stands from start to the end. */
        void found(int literal, int start, int endExclusive);
    }

    /** The automaton while it is built. */
    private final class Trie {
        private final List<int[]> edges = new ArrayList<>();
        private final List<List<Integer>> ends = new ArrayList<>();

        Trie(List<String> literals) {
            addNode();
            for (int i = 0; i < literals.size(); i++) {
                add(literals.get(i), i);
            }
            connect();
        }

        private int addNode() {
            int[] none = new int[classCount];
            Arrays.fill(none, -1);
            edges.add(none);
            ends.add(new ArrayList<>());
            return edges.size() - 1;
        }

        private void add(String literal, int number) {
            int node = 0;
            for (int i = 0; i < literal.length(); i++) {
                int step = classes[literal.charAt(i)];
                if (edges.get(node)[step] < 0) {
                    edges.get(node)[step] = addNode();
                }
                node = edges.get(node)[step];
            }
            ends.get(node).add(number);
        }

        /** Gives every node an edge for every class: to the longest suffix that is the beginning of a literal. */
        private void connect() {
            int[] fallback = new int[edges.size()];
            Deque<Integer> queue = new ArrayDeque<>();
            queue.add(0);
            while (!queue.isEmpty()) {
                int node = queue.remove();
                for (int step = 0; step < classCount; step++) {
                    int through = node == 0 ? 0 : edges.get(fallback[node])[step];
                    int child = edges.get(node)[step];
                    if (child < 0) {
                        edges.get(node)[step] = through;
                    } else {
                        fallback[child] = through;
                        ends.get(child).addAll(ends.get(through));
                        queue.add(child);
                    }
                }
            }
        }

        /** Targets by state and class; states are multiplied by the number of classes, those with output have the top bit. */
        int[] next() {
            int[] table = new int[edges.size() * classCount];
            for (int node = 0; node < edges.size(); node++) {
                for (int step = 0; step < classCount; step++) {
                    int target = edges.get(node)[step];
                    table[node * classCount + step] =
                            target * classCount | (ends.get(target).isEmpty() ? 0 : OUTPUT);
                }
            }
            return table;
        }

        int[][] outputs() {
            return ends.stream()
                    .map(numbers -> numbers.stream().mapToInt(Integer::intValue).toArray())
                    .toArray(int[][]::new);
        }
    }
}
