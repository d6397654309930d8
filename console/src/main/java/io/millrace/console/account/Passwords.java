package io.millrace.console.account;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords with Argon2id (19 MiB, two passes, as OWASP advises) and checks them. Each check takes tens of milliseconds of a core and
 * its memory, so only a few run at the same time.
 */
@Singleton
public class Passwords {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int AT_THE_SAME_TIME = 4;

    private final Argon2Function argon2 = Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);
    private final Semaphore places = new Semaphore(AT_THE_SAME_TIME, true);
    private volatile @Nullable String nobodysHash;

    /** What is kept of a password, with its salt and its parameters. */
    public String hash(String password) {
        places.acquireUninterruptibly();
        try {
            return compute(password);
        } finally {
            places.release();
        }
    }

    /** Whether it is the password; takes as long when there is none as when it is wrong. */
    boolean matches(String password, @Nullable String hash) {
        places.acquireUninterruptibly();
        try {
            String kept = hash == null ? nobodysHash() : hash;
            boolean same = Password.check(password, kept).with(Argon2Function.getInstanceFromHash(kept));
            return same && hash != null;
        } finally {
            places.release();
        }
    }

    private String nobodysHash() {
        String known = nobodysHash;
        if (known == null) {
            known = compute("nobody's password");
            nobodysHash = known;
        }
        return known;
    }

    private String compute(String password) {
        return Password.hash(password).addRandomSalt(SALT_BYTES).with(argon2).getResult();
    }
}
