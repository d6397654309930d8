package io.millrace.benchmarks.year;

import java.util.List;
import java.util.SplittableRandom;

/** Random things from a seeded source. */
final class Dice {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Dice() {}

    static <T> T pick(SplittableRandom random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** One of the choices, the first most often: each is half as likely as the one before it. */
    static <T> T pickFalling(SplittableRandom random, List<T> choices) {
        int index = 0;
        while (index < choices.size() - 1 && random.nextBoolean()) {
            index++;
        }
        return choices.get(index);
    }

    static boolean chance(SplittableRandom random, double probability) {
        return random.nextDouble() < probability;
    }

    /** A log-normal number whose median is 1. */
    static double heavyTailed(SplittableRandom random, double sigma) {
        double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
        return Math.exp(sigma * radius * Math.cos(2 * Math.PI * random.nextDouble()));
    }

    static String hex(SplittableRandom random, int digits) {
        char[] text = new char[digits];
        long bits = 0;
        for (int i = 0; i < digits; i++) {
            if (i % 16 == 0) {
                bits = random.nextLong();
            }
            text[i] = HEX[(int) (bits & 15)];
            bits >>>= 4;
        }
        return new String(text);
    }

    static String uuid(SplittableRandom random) {
        String hex = hex(random, 32);
        return hex.substring(0, 8) + '-' + hex.substring(8, 12) + "-4" + hex.substring(13, 16) + "-a"
                + hex.substring(17, 20) + '-' + hex.substring(20);
    }
}
